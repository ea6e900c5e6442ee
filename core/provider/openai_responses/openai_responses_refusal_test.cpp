#include "wiretape/core/provider/openai_responses/openai_responses_refusal.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

std::string message_of(std::string body) {
  const wire::HttpRequest request{{}, std::move(body)};
  const auto refusal = openai_responses_request_error(RequestView(request, "/v1/responses", ""));
  if (!refusal) return "";
  EXPECT_EQ(refusal->status, 400);
  EXPECT_EQ(refusal->type, "invalid_request_error");
  return refusal->message;
}

constexpr auto call = R"({"type":"function_call","call_id":"a","name":"f","arguments":"{}"})";
constexpr auto result = R"({"type":"function_call_output","call_id":"a","output":"x"})";

TEST(OpenaiResponsesRefusal, LetsPassWhatOpenaiTakes) {
  EXPECT_EQ(message_of(R"({"model":"m","input":"hi"})"), "");
  EXPECT_EQ(message_of(R"({"model":"m","previous_response_id":"r"})"), "");
  EXPECT_EQ(message_of(R"({"prompt":{"id":"p"}})"), "");
  EXPECT_EQ(message_of(std::string(R"({"model":"m","input":[)") + call + "," + result + "]}"), "");
  EXPECT_EQ(message_of(std::string(R"({"model":"m","previous_response_id":"r","input":[)") + result + "]}"), "");
}

TEST(OpenaiResponsesRefusal, IsOfWhatIsMissing) {
  EXPECT_EQ(message_of("no JSON"), "We could not parse the JSON body of your request.");
  EXPECT_EQ(message_of(R"({"input":"hi"})"), "Missing required parameter: 'model'.");
  EXPECT_EQ(message_of(R"({"model":"m"})"),
            R"(One of "input" or "previous_response_id" or 'prompt' or 'conversation_id' must be provided.)");
}

TEST(OpenaiResponsesRefusal, IsOfCallsAndResultsThatAreAlone) {
  EXPECT_EQ(message_of(std::string(R"({"model":"m","input":[)") + call + "]}"),
            "No tool output found for function call a.");
  EXPECT_EQ(message_of(std::string(R"({"model":"m","input":[)") + result + "]}"),
            "No tool call found for function call output with call_id a.");
}

}  // namespace
}  // namespace wiretape::provider
