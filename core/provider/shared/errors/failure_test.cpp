#include "wiretape/core/provider/shared/errors/failure.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

/// message|type|code; empty where there is no failure.
std::string said(std::string_view json, bool has_answer) {
  const auto words = find_failure(json, has_answer);
  return words ? words->message + "|" + words->type + "|" + words->code : "";
}

TEST(FindFailure, ReadsTheWordsUnderTheirManyNames) {
  EXPECT_EQ(said(R"({"code":7,"msg":"m","type":"t"})", false), "m|t|7");
  EXPECT_EQ(said(R"({"ErrorCode":"C","ErrorMessage":"m"})", true), "m||C");
  EXPECT_EQ(said(R"({"a":{"b":{"error":{"message":"m","code":"c"}}}})", false), "m||c");
  EXPECT_EQ(find_failure(R"({"detail":[{"msg":"field"}]})", false)->message, "field");
}

TEST(FindFailure, NeedsAClearSignBesideAnAnswer) {
  EXPECT_TRUE(find_failure(R"({"code":7,"message":"m"})", true));
  EXPECT_TRUE(find_failure(R"({"base_resp":{"status_code":7,"status_msg":"m"}})", true));
  EXPECT_FALSE(find_failure(R"({"detail":"high"})", true));
  EXPECT_FALSE(find_failure(R"({"tool":{"error":"m"}})", true));
}

TEST(FindFailure, SuccessAndProgressAreNone) {
  for (const char* json : {R"({"code":0,"message":"m"})", R"({"code":"200","message":"m"})",
                           R"({"status":"ok","msg":"m"})", R"({"status":"in_progress","message":"m"})", R"({"code":7})",
                           R"({"code":7,"message":"ok"})", R"({"error":null,"errors":[],"err":{}})",
                           R"({"error":{"message":"","code":null}})", R"({"list":[{"error":"m"}]})", "[]", "no JSON"})
    EXPECT_FALSE(find_failure(json, false)) << json;
}

TEST(FindFailure, AStatusInAnUnknownWordIsOneOfTheWaysToTheEnd) {
  for (const char* json : {R"({"status":"searching","message":"m"})", R"({"status":"made up","title":"m"})",
                           R"({"data":{"status":"thinking","description":"m"}})"})
    EXPECT_FALSE(find_failure(json, false)) << json;
  for (const char* json : {R"({"status":"ERROR","message":"m"})", R"({"status":"rate_limited","message":"m"})",
                           R"({"status":"RequestTimeout","message":"m"})", R"({"status":"503","message":"m"})",
                           R"({"status":503,"title":"m"})", R"({"code":"searching","message":"m"})"})
    EXPECT_TRUE(find_failure(json, false)) << json;
}

TEST(FindFailure, ObjectsInsideCountOnlyWhereTheyMayBeTheEvents) {
  const std::string error = R"({"error":{"message":"m","code":7}})";
  for (const std::string before :
       {R"({"choices":[],"x":)", R"({"usage":{"n":1},"x":)", R"({"object":"chat.completion.chunk","x":)",
        R"({"event":"tool_result","x":)", R"({"provider_metadata":)", R"({"toolResult":)"})
    EXPECT_FALSE(find_failure(before + error + "}", false)) << before;
  for (const std::string before :
       {R"({"usage":null,"x":)", R"({"object":"error_of_kind","x":)", R"({"event":"x","x":)"})
    EXPECT_EQ(find_failure(before + error + "}", false)->message, "m") << before;
}

TEST(FindFailure, AloneFewWordsAreEnough) {
  for (const char* json : {R"({"type":"overloaded_error","message":"m","code":null})", R"({"message":"m"})",
                           R"({"message":"m","requestId":"1"})", R"({"status":"error","data":"m"})"})
    EXPECT_EQ(find_failure(json, false).value_or(ErrorWords{}).message, "m") << json;
  for (const char* json : {R"({"type":"overloaded_error"})", R"({"type":"note","message":"m"})", R"({"message":"ok"})",
                           R"({"x":{"message":"m"}})", R"({"requestId":"1"})"})
    EXPECT_FALSE(find_failure(json, false)) << json;
}

TEST(FindFailure, ATitleBesideAnAnswerIsTheAnswers) {
  for (const char* name : {"title", "description", "reason"}) {
    const std::string json = std::string(R"({"status":"failed",")") + name + R"(":"m"})";
    EXPECT_FALSE(find_failure(json, true)) << json;
    EXPECT_EQ(find_failure(json, false)->message, "m") << json;
  }
}

TEST(FindFailure, IsFoundBesideWhatReadersRefuse) {
  for (const char* json : {R"({"code":7,"msg":"m","x":1e999})", R"({"x":[-1e-999,"\"1e999"],"code":7,"msg":"m"})",
                           R"({"x":"\ud83d","code":7,"msg":"m"})"})
    EXPECT_EQ(said(json, true), "m||7") << json;
  EXPECT_EQ(find_failure(R"({"code":7,"msg":"half \ud83d"})", false)->message, "half \uFFFD");
  EXPECT_FALSE(find_failure(R"({"code":7,"msg":"m","x":01})", false));
}

TEST(FindFailure, AQuickLookFindsEveryNameThatMatters) {
  for (const char* name : {"code", "status", "status_code", "success", "message", "msg", "detail", "error_msg",
                           "ErrorMsg", "errCode", "base_resp", "ok"})
    EXPECT_TRUE(may_say_failure(name)) << name;
  for (const char* name : {"", "id", "model", "created", "system_fingerprint", "usage", "service_tier", "object"})
    EXPECT_FALSE(may_say_failure(name)) << name;
}

TEST(FindFailure, AnEventThatSaysWhatItIsIsNone) {
  for (const char* json :
       {R"({"type":"metadata","code":"model_info","message":"m"})", R"({"type":"progress","detail":"reading"})"})
    EXPECT_FALSE(find_failure(json, false)) << json;
  for (const char* json : {R"({"type":"metadata","code":"model_not_found","message":"m","x":"not found"})",
                           R"({"code":"odd","message":"m"})", R"({"type":"metadata","code":503,"message":"m"})",
                           R"({"type":"server_error","detail":"m"})"})
    EXPECT_TRUE(find_failure(json, false)) << json;
}

TEST(FindFailure, AMessageOfSuccessIsNone) {
  for (const char* message : {"Request succeeded.", "request successful", "OK", "\u8BF7\u6C42\u6210\u529F"}) {
    const std::string json = std::string(R"({"code":20000,"message":")") + message + R"("})";
    EXPECT_FALSE(find_failure(json, true)) << json;
  }
  for (const char* message : {"not successful", "unsuccessful", "failed after one success", "\u672A\u6210\u529F"}) {
    const std::string json = std::string(R"({"code":20000,"message":")") + message + R"("})";
    EXPECT_TRUE(find_failure(json, true)) << json;
  }
}

TEST(FindFailure, OfAListTheFirstCounts) {
  EXPECT_EQ(said(R"([{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}])", false), "m|UNAVAILABLE|503");
  EXPECT_EQ(said("[1,2]", false), "");
}

}  // namespace
}  // namespace wiretape::provider
