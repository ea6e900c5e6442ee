#include "wiretape/core/provider/request_view.h"

#include <random>
#include <string>
#include <utility>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_conversation.h"
#include "wiretape/core/provider/openai_chat/openai_chat_conversation.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/json_bodies_for_test.h"
#include "wiretape/core/text/json/surrogate_half.h"

namespace wiretape::provider {
namespace {

wire::HttpRequest request_with(std::string body) {
  wire::HttpRequest request;
  request.head.method = "POST";
  request.head.target = "/~s/v1/chat/completions?a=b";
  request.head.fields = {{"Content-Type", "application/json"}};
  request.body = std::move(body);
  return request;
}

std::string nested(int depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

using Json = nlohmann::json;

/// All of a value, read from where it stands.
Json tree_of(const text::JsonValue& value) {
  std::string buffer;
  if (value.is_text()) return std::string(value.text(buffer));
  if (value.is_array()) {
    auto list = Json::array();
    for (const auto element : value.elements())
      list.push_back(tree_of(element));
    return list;
  }
  if (!value.is_object()) return Json::parse(value.written());
  auto object = Json::object();
  for (const auto member : value.members())
    object[std::string(member.name.text(buffer))] = tree_of(member.value);
  return object;
}

/// The text of what the tree reads, halves of surrogate pairs apart, which it would refuse, and of what stands in the
/// index; "no JSON" where there is none.
std::string by_tree(const std::string& text) {
  const auto tree = text::parse_bounded_json<Json>(text::with_whole_pairs(text));
  return tree ? tree->dump() : "no JSON";
}

std::string by_index(const std::string& text) {
  const wire::HttpRequest request{{}, text};
  const RequestView view(request, "/", "");
  return view.json() ? tree_of(*view.json()).dump() : "no JSON";
}

TEST(RequestView, ShowsThePartsOfTheRequest) {
  const wire::HttpRequest request = request_with("{}");
  const RequestView view(request, "/v1/chat/completions", "a=b");
  EXPECT_EQ(view.method(), "POST");
  EXPECT_EQ(view.path(), "/v1/chat/completions");
  EXPECT_EQ(view.query(), "a=b");
  EXPECT_EQ(view.fields(), request.head.fields);
  EXPECT_EQ(view.body(), "{}");
}

TEST(RequestView, ParsesTheBodyOnce) {
  const wire::HttpRequest request = request_with(R"({"model":"m","stream":true})");
  const RequestView view(request, "/", "");
  ASSERT_NE(view.json_tree(), nullptr);
  EXPECT_EQ(view.json_tree()->at("model"), "m");
  EXPECT_EQ(view.json_tree(), view.json_tree());
}

TEST(RequestView, HasNoJsonWhereTheBodyIsNot) {
  for (const char* body : {"", " ", "{", "{\"a\":1", "{\"a\":1}x", "nul", "\"\xFF\"", "{'a':1}"}) {
    const wire::HttpRequest request = request_with(body);
    const RequestView view(request, "/", "");
    EXPECT_EQ(view.json_tree(), nullptr) << body;
    EXPECT_EQ(view.json_tree(), nullptr) << "asked again: " << body;
  }
}

TEST(RequestView, TakesAnyJsonValue) {
  for (const char* body : {"null", "1", "\"a\"", "[]", " {} "}) {
    const wire::HttpRequest request = request_with(body);
    EXPECT_NE(RequestView(request, "/", "").json_tree(), nullptr) << body;
  }
}

TEST(RequestView, RefusesNestingPast200Levels) {
  const wire::HttpRequest deepest = request_with(nested(200));
  EXPECT_NE(RequestView(deepest, "/", "").json_tree(), nullptr);
  const wire::HttpRequest deeper = request_with(nested(201));
  EXPECT_EQ(RequestView(deeper, "/", "").json_tree(), nullptr);
  const wire::HttpRequest absurd = request_with(nested(1'000'000));
  EXPECT_EQ(RequestView(absurd, "/", "").json_tree(), nullptr);
}

TEST(RequestView, RefusesDeepObjectsToo) {
  std::string body;
  for (int depth = 0; depth < 201; ++depth)
    body += "{\"a\":";
  body += "1" + std::string(201, '}');
  const wire::HttpRequest request = request_with(body);
  EXPECT_EQ(RequestView(request, "/", "").json_tree(), nullptr);
}

TEST(RequestView, TellsTheConversationOfTheDialectThatIsAsked) {
  const wire::HttpRequest request =
      request_with(R"({"system":"a","messages":[{"role":"system","content":"b"},{"role":"user","content":"Hi"}]})");
  const RequestView view(request, "/", "");
  const auto* conversation = view.conversation(openai_chat_conversation);
  ASSERT_NE(conversation, nullptr);
  EXPECT_EQ(conversation->system(), "b");
  EXPECT_EQ(view.conversation(openai_chat_conversation), conversation) << "read once";
  EXPECT_EQ(view.conversation(anthropic_messages_conversation)->system(), "a");
  EXPECT_EQ(view.conversation(openai_chat_conversation)->system(), "b");
}

TEST(RequestView, HasNoConversationWithoutJson) {
  for (const char* body : {"", "Hi", "{"}) {
    const wire::HttpRequest request = request_with(body);
    EXPECT_EQ(RequestView(request, "/", "").conversation(openai_chat_conversation), nullptr) << body;
  }
}

TEST(RequestView, HalfASurrogatePairIsACharacterThatIsMissing) {
  const std::pair<std::string, std::string> bodies[] = {
      {R"({"a":"cut \ud83d"})", "cut \uFFFD"},
      {R"({"a":"\udE00 cut"})", "\uFFFD cut"},
      {R"({"a":"\ud83d\ud83d\ude00\\ud83d"})", "\uFFFD\U0001F600\\ud83d"},
  };
  for (const auto& [body, text] : bodies) {
    const wire::HttpRequest request = request_with(body);
    const RequestView view(request, "/", "");
    ASSERT_TRUE(view.json().has_value()) << body;
    EXPECT_TRUE(view.json()->member("a")->says(text)) << body;
    EXPECT_EQ(view.json_tree()->at("a"), text) << body;
    EXPECT_EQ(view.body(), body) << "as it came";
  }
  for (const char* unsound : {R"({"a":"\ud83"})", R"({"a":"\ud83d})", R"({"a":\ud83d})"}) {
    const wire::HttpRequest request = request_with(unsound);
    EXPECT_EQ(RequestView(request, "/", "").json(), std::nullopt) << unsound;
  }
}

TEST(RequestView, ReadsInPlaceWhatTheTreeReads) {
  for (const auto& body : text::odd_json_bodies())
    EXPECT_EQ(by_index(body), by_tree(body)) << body;
}

TEST(RequestView, ReadsMutatedBodiesAsTheTreeDoes) {
  std::mt19937 random(11);
  for (int round = 0; round < 20'000; ++round) {
    const auto body = text::mutated_json_body(random);
    ASSERT_EQ(by_index(body), by_tree(body)) << body;
  }
}

}  // namespace
}  // namespace wiretape::provider
