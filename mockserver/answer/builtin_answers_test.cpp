#include "wiretape/mockserver/answer/builtin_answers.h"

#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::vector<tape::Exchange> exchanges_with_paths(std::size_t count) {
  std::vector<tape::Exchange> exchanges(count);
  for (std::size_t i = 0; i < count; ++i) {
    exchanges[i].id = "exchange-" + std::to_string(i + 1);
    exchanges[i].request.path = "/" + std::to_string(i + 1);
  }
  return exchanges;
}

std::vector<const tape::Exchange*> pointers(const std::vector<tape::Exchange>& exchanges) {
  std::vector<const tape::Exchange*> all;
  for (const auto& exchange : exchanges)
    all.push_back(&exchange);
  return all;
}

TEST(OwnError, HasTheShapeThatSdksShow) {
  const auto response = own_error(400, "some_type", "what \"happened\" \xFF");
  EXPECT_EQ(response.head.status, 400);
  EXPECT_EQ(response.body.bytes,
            "{\"error\":{\"message\":\"what \\\"happened\\\" "
            "\xEF\xBF\xBD\",\"type\":\"some_type\",\"param\":null,\"code\":null}}");
  EXPECT_FALSE(response.framing);
}

TEST(OwnError, SpeaksTheDialectOfTheRequest) {
  const auto name = [](std::string_view path, const wire::HttpFields& fields = {}) {
    return dialect_for_own_answers(path, fields).name;
  };
  EXPECT_EQ(name("/v1/messages"), "anthropic.messages");
  EXPECT_EQ(name("/~mine/host/v1/messages"), "anthropic.messages");
  EXPECT_EQ(name("/v1/messages/count_tokens", {{"Anthropic-Version", "2023-06-01"}}), "anthropic.messages");
  EXPECT_EQ(name("/v1/chat/completions"), "openai.chat");
  EXPECT_EQ(name("/anything"), "openai.chat");
}

TEST(OwnError, HasAnthropicsShapeForItsSdks) {
  const auto response = own_error(422, "some_type", "what \"happened\"", dialect_for_own_answers("/v1/messages", {}));
  EXPECT_EQ(response.head.status, 422);
  EXPECT_THAT(
      response.body.bytes,
      StartsWith(R"({"type":"error","error":{"type":"some_type","message":"what \"happened\""},"request_id":")"));
}

TEST(UnmatchedAnswer, ShowsTheNearestSideBySide) {
  std::vector<tape::Exchange> exchanges(2);
  exchanges[0] = {.id = "far", .position = {3, 5}, .request = {.path = "/far"}};
  exchanges[1] = {.id = "near", .position = {9, 5}, .request = {.method = "GET", .path = "/x"}};
  const auto rules = pointers(exchanges);
  const std::vector<std::string> tapes{"a.yaml", "b.yaml"};
  wire::HttpRequest request;
  request.head.method = "POST";
  const provider::RequestView view(request, "/x", "");
  const auto response =
      unmatched_answer(view, tape::Matcher(rules), rules, tapes, [](std::size_t /*index*/) { return 0; });
  EXPECT_EQ(response.head.status, 404);
  EXPECT_EQ(
      response.body.bytes,
      R"({"error":{"message":"no exchange answers POST /x; nearest is 'near' (b.yaml:9:5): method: expected GET, found POST",)"
      R"("type":"wiretape_unmatched","param":null,"code":null},"nearest":[)"
      R"({"exchange":"near","place":"b.yaml:9:5","clauses":[)"
      R"({"clause":"method","holds":false,"expected":"GET","found":"POST"},)"
      R"({"clause":"path","holds":true,"expected":"/x","found":"/x"}]},)"
      R"({"exchange":"far","place":"a.yaml:3:5","clauses":[)"
      R"({"clause":"path","holds":false,"expected":"/far","found":"/x"}]}]})");
}

TEST(UnmatchedAnswer, HasAnthropicsShapeWithTheNearestBeside) {
  std::vector<tape::Exchange> exchanges(1);
  exchanges[0] = {.id = "near", .position = {9, 5}, .request = {.path = "/v1/messages", .json = R"({"model":"m"})"}};
  const auto rules = pointers(exchanges);
  wire::HttpRequest request;
  request.head.method = "POST";
  request.body = R"({"model":"other"})";
  const provider::RequestView view(request, "/v1/messages", "");
  const auto response = unmatched_answer(view, tape::Matcher(rules), rules, std::vector<std::string>{"a.yaml"},
                                         [](std::size_t /*index*/) { return 0; });
  const auto body = nlohmann::json::parse(response.body.bytes);
  EXPECT_EQ(body.at("type"), "error");
  EXPECT_EQ(body.at("error").at("type"), "wiretape_unmatched");
  EXPECT_EQ(body.at("error").at("message"),
            "no exchange answers POST /v1/messages; nearest is 'near' (a.yaml:9:5): json /model: expected \"m\", "
            "found \"other\"");
  EXPECT_EQ(body.at("nearest").at(0).at("exchange"), "near");
}

/// The model list for a request with these fields.
std::string models(const std::vector<tape::Exchange>& exchanges, wire::HttpFields fields = {}) {
  wire::HttpRequest request;
  request.head.fields = std::move(fields);
  return models_answer(provider::RequestView(request, "/v1/models", ""), pointers(exchanges)).body.bytes;
}

TEST(ModelsAnswer, IsAnEmptyListWhereTapesNameNone) {
  const auto exchanges = exchanges_with_paths(1);
  EXPECT_EQ(models(exchanges), R"({"object":"list","data":[]})");
}

TEST(ModelsAnswer, NamesEachModelOnce) {
  std::vector<tape::Exchange> exchanges(3);
  provider::Reply reply;
  reply.model = "said";
  exchanges[0].answer = reply;
  exchanges[1].request.json = R"({"model":"asked"})";
  exchanges[2].request.json = R"({"model":"said"})";
  const auto body = models(exchanges);
  EXPECT_THAT(body, HasSubstr(R"("data":[{"id":"said",)"));
  EXPECT_THAT(body, HasSubstr(R"({"id":"asked",)"));
}

TEST(ModelsAnswer, HasAnthropicsFormForItsSdks) {
  const wire::HttpFields fields{{"anthropic-version", "2023-06-01"}};
  EXPECT_EQ(models({}, fields), R"({"data":[],"has_more":false,"first_id":null,"last_id":null})");
  std::vector<tape::Exchange> exchanges(2);
  exchanges[0].request.json = R"({"model":"a"})";
  exchanges[1].request.json = R"({"model":"b"})";
  EXPECT_EQ(models(exchanges, fields),
            R"({"data":[)"
            R"({"type":"model","id":"a","display_name":"a","created_at":"1970-01-01T00:00:00Z"},)"
            R"({"type":"model","id":"b","display_name":"b","created_at":"1970-01-01T00:00:00Z"}],)"
            R"("has_more":false,"first_id":"a","last_id":"b"})");
}

}  // namespace
}  // namespace wiretape::mockserver
