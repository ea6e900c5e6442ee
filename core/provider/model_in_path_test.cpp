// The interface of dialects must fit providers whose path holds the model. This one does, in a framing of lines.

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/provider/shared/call_target.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view before_model = "/v1beta/models/";
constexpr std::string_view streaming = ":streamGenerateContent";
constexpr std::string_view at_once = ":generateContent";

std::string_view model_in(std::string_view path) {
  const auto begin = path.rfind(before_model) + before_model.size();
  return path.substr(begin, path.find(':', begin) - begin);
}

bool speaks_model_path(std::string_view path) {
  return path.find(before_model) != path.npos && (path.ends_with(streaming) || path.ends_with(at_once));
}

bool wants_stream(const RequestView& request) {
  return request.path().ends_with(streaming);
}

std::string render_key(const Reply& /*reply*/, const RequestView& request) {
  return std::string(model_in(request.path())) + (wants_stream(request) ? " stream" : "");
}

ProviderRequest ask(const CallBase& base, const ChatRequest& request) {
  const std::string path =
      std::string(before_model) + request.model + std::string(request.stream ? streaming : at_once);
  return {.method = "POST",
          .target = call_target(base, path, request.stream ? "alt=sse" : ""),
          .fields = {{"x-goog-api-key", base.key}},
          .body = request.body ? *request.body : "{}"};
}

Events render(const Reply& reply, const RequestView& request) {
  Events events;
  events.events.emplace_back(
      DataEvent{"", std::string(model_in(request.path())) + ": " + reply.choices.at(0).text, {}});
  return events;
}

Dialect path_dialect() {
  Dialect dialect = openai_chat;
  dialect.name = "made.up";
  dialect.framing = wire::Framing::ndjson;
  dialect.content_type = "application/jsonl";
  dialect.default_path = "/v1beta/models/m:streamGenerateContent";
  dialect.speaks_path = speaks_model_path;
  dialect.call.request = ask;
  dialect.write.wants_stream = wants_stream;
  dialect.write.render_key = render_key;
  dialect.write.render = render;
  return dialect;
}

TEST(ModelInPath, IsCalledWhereTheRequestSays) {
  const Dialect dialect = path_dialect();
  const CallBase base{.path = "/v1beta", .query = "a=b", .key = "k"};
  const auto stream = dialect.call.request(base, {.model = "m-1", .prompt = "p"});
  EXPECT_EQ(stream.target, "/v1beta/models/m-1:streamGenerateContent?alt=sse&a=b");
  const auto whole = dialect.call.request(base, {.model = "m-2", .prompt = "p", .stream = false, .body = "[]"});
  EXPECT_EQ(whole.target, "/v1beta/models/m-2:generateContent?a=b");
  EXPECT_EQ(whole.body, "[]");
}

TEST(ModelInPath, AnswersByThePath) {
  const Dialect dialect = path_dialect();
  const wire::HttpRequest request;
  const RequestView stream(request, "/~s/v1beta/models/m-1:streamGenerateContent", "");
  const RequestView whole(request, "/v1beta/models/m-1:generateContent", "");
  EXPECT_TRUE(dialect.speaks_path(stream.path()));
  EXPECT_TRUE(dialect.write.wants_stream(stream));
  EXPECT_FALSE(dialect.write.wants_stream(whole));
  EXPECT_NE(dialect.write.render_key({}, stream), dialect.write.render_key({}, whole));
  Reply reply;
  reply.choices.emplace_back().text = "Hi";
  EXPECT_EQ(std::get<DataEvent>(dialect.write.render(reply, stream).events.at(0)).data, "m-1: Hi");
  EXPECT_EQ(wire::find_field(stream_fields(dialect, dialect.framing), "content-type"), "application/jsonl");
}

}  // namespace
}  // namespace wiretape::provider
