#include "cli/call_request.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;

CallRequest parsed(const std::string& text, std::optional<bool> stream = std::nullopt) {
  auto result = parse_call_request(text, stream);
  if (const auto* error = std::get_if<CallRequestError>(&result)) {
    ADD_FAILURE() << error->what;
    return {};
  }
  return std::get<CallRequest>(std::move(result));
}

std::string error_of(const std::string& text) {
  const auto result = parse_call_request(text, std::nullopt);
  const auto* error = std::get_if<CallRequestError>(&result);
  return error == nullptr ? "no error" : error->what;
}

provider::ChatRequest chat_of(const CallRequest& request) {
  return std::get<provider::ChatRequest>(request.what);
}
std::string body_of(const CallRequest& request) {
  return std::get<std::string>(request.what);
}

TEST(CallRequest, ShortForm) {
  const auto request = parsed(R"({"provider":"groq","model":"m","prompt":"Hé \"x\""})");
  EXPECT_EQ(request.provider, "groq");
  EXPECT_EQ(chat_of(request).model, "m");
  EXPECT_EQ(chat_of(request).prompt, "Hé \"x\"");
  EXPECT_TRUE(chat_of(request).stream);
  EXPECT_FALSE(chat_of(parsed(R"({"prompt":"x"})", false)).stream);
  EXPECT_EQ(parsed(R"({"prompt":"x"})").provider, std::nullopt);
}

TEST(CallRequest, AWholeBodyStaysAsItIs) {
  const std::string body = R"( {"messages": [],"stream":  true, "n": 1.50} )";
  EXPECT_EQ(body_of(parsed(body)), body);
  EXPECT_EQ(body_of(parsed(body, true)), body);
  EXPECT_EQ(body_of(parsed(R"({"messages":[]})", false)), R"({"messages":[]})");
}

TEST(CallRequest, AProviderIsTakenOutOfABody) {
  const auto request = parsed(R"({"provider":"groq","messages":[],"model":"m"})");
  EXPECT_EQ(request.provider, "groq");
  EXPECT_EQ(body_of(request), R"({"messages":[],"model":"m"})");
}

TEST(CallRequest, AProvidersOwnRoutingStays) {
  const std::string body = R"({"provider":{"order":["a"]},"messages":[]})";
  EXPECT_EQ(parsed(body).provider, std::nullopt);
  EXPECT_EQ(body_of(parsed(body)), body);
}

TEST(CallRequest, StreamIsSetWhereItDiffers) {
  EXPECT_EQ(body_of(parsed(R"({"messages":[],"stream":false})", true)), R"({"messages":[],"stream":true})");
  EXPECT_EQ(body_of(parsed(R"({"stream":true,"stream_options":{"include_usage":true},"messages":[]})", false)),
            R"({"stream":false,"messages":[]})");
}

TEST(CallRequest, NothingButStreamChanges) {
  const std::string before = "{ \"seed\":90071992547409931234, \"top_p\" : 0.10,\t\"messages\":[ ],\"zeta\":1e3";
  EXPECT_EQ(body_of(parsed(before + "}\n", true)), before + ",\"stream\":true}\n");
  EXPECT_EQ(body_of(parsed(before + ", \"stream\" : null }", true)), before + ", \"stream\" : true }");
  EXPECT_EQ(body_of(parsed(before + ",\"stream\":true , \"stream_options\":{} }", false)),
            before + ",\"stream\":false }");
  EXPECT_EQ(body_of(parsed("\xEF\xBB\xBF" + before + "}", true)), before + ",\"stream\":true}");
}

TEST(CallRequest, AnInputIsABody) {
  EXPECT_EQ(body_of(parsed(R"({"model":"m","input":"x"})", true)), R"({"model":"m","input":"x","stream":true})");
}

TEST(CallRequest, ErrorsSayWhatWasFound) {
  EXPECT_EQ(error_of("nonsense"), "not JSON; expected one object");
  EXPECT_EQ(error_of(R"({"prompt":"x"} {})"), "not JSON; expected one object");
  EXPECT_EQ(error_of("[]"), "array, expected an object");
  EXPECT_EQ(error_of(R"({"model":"m"})"),
            "neither \"prompt\" nor \"messages\" nor \"input\" nor \"contents\" is there");
  EXPECT_EQ(error_of(R"({"prompt":1})"), "\"prompt\" is a number, expected a string");
  EXPECT_THAT(error_of(R"({"prompt":"x","temperature":1})"), HasSubstr("unknown member \"temperature\""));
}

TEST(CallRequest, DeepNestingIsRefused) {
  EXPECT_EQ(error_of(R"({"messages":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}"),
            "nested more than 200 levels deep");
  const std::string brackets_in_text = R"({"prompt":")" + std::string(1000, '[') + R"(\"[["})";
  EXPECT_EQ(chat_of(parsed(brackets_in_text)).prompt.size(), 1003U);
}

TEST(IsWholeJson, KnowsOneValueFromAPieceOfOne) {
  EXPECT_TRUE(is_whole_json(R"({"a":1})"));
  EXPECT_TRUE(is_whole_json("[1]"));
  EXPECT_FALSE(is_whole_json("{"));
  EXPECT_FALSE(is_whole_json(R"({"a":1} x)"));
  EXPECT_FALSE(is_whole_json(""));
}

}  // namespace
}  // namespace wiretape::cli
