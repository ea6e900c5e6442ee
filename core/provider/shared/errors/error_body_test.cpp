#include "wiretape/core/provider/shared/errors/error_body.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

std::string said(std::string_view body) {
  const auto words = read_error_body(body);
  return words.message + "|" + words.type + "|" + words.code;
}

struct ErrorBodyCase {
  const char* body;
  const char* said;  ///< message|type|code
};

TEST(ErrorBody, FindsTheWordsInObjectsOfEveryHost) {
  const ErrorBodyCase cases[] = {
      {R"({"error":{"message":"Bad key","type":"auth","param":null,"code":"bad_key"}})", "Bad key|auth|bad_key"},
      {R"({"type":"error","error":{"type":"not_found_error","message":"model: x"}})", "model: x|not_found_error|"},
      {R"({"error":"no such model"})", "no such model||"},
      {R"({"error":"invalid_client","error_description":"The secret has expired"})",
       "The secret has expired|invalid_client|"},
      {R"({"timestamp":1,"status":500,"error":"Internal Server Error","message":"queue full"})",
       "queue full|Internal Server Error|"},
      {R"({"errors":[{"code":1001,"message":"first"},{"code":1002,"message":"second"}],"success":false})",
       "first; second||1001"},
      {R"({"errors":["too long","too loud"]})", "too long; too loud||"},
      {R"([{"error":{"code":503,"message":"Try later","status":"UNAVAILABLE"}}])", "Try later|UNAVAILABLE|503"},
      {R"({"msg":"not enough credit","code":1113})", "not enough credit||1113"},
      {R"({"detail":"Not authorised"})", "Not authorised||"},
      {R"({"detail":[{"type":"missing","loc":["body","messages",0],"msg":"Field required"},{"loc":[],"msg":"b"}]})",
       "body.messages.0: Field required; b||"},
      {R"({"detail":{"error":{"message":"deep","code":"d"}}})", "deep||"},
      {R"({"type":"about:blank","title":"Forbidden","status":403})", "Forbidden|about:blank|"},
      {R"({"title":"Too large","detail":"at most 4 MB","status":413})", "at most 4 MB||"},
      {R"({"message":["name is too short","age is too low"],"error":"Bad Request","statusCode":400})",
       "name is too short; age is too low|Bad Request|400"},
      {R"({"__type":"ThrottlingException","message":"Slow down"})", "Slow down|ThrottlingException|"},
      {R"({"Message":"signature does not match"})", "signature does not match||"},
      {R"({"Response":{"Error":{"Code":"AuthFailure","Message":"no key"},"RequestId":"r"}})", "no key||AuthFailure"},
      {R"({"base_resp":{"status_code":1008,"status_msg":"balance is empty"}})", "balance is empty||1008"},
      {R"({"fault":{"faultstring":"quota is used up","detail":{"errorcode":"q"}}})", "quota is used up||"},
      {R"({"error_msg":"unknown model","error_code":336003})", "unknown model||336003"},
      {R"({"error":null,"message":"m"})", "m||"},
      {R"({"error":true,"message":"m"})", "m||"},
      {R"({"error":{"message":{"detail":"inside"}}})", "inside||"},
      {R"({"error":{"message":"tab\tand \u00e9"}})", "tab\tand \u00E9||"},
      {R"({"error":{"message":"half \ud83d of one \ud83d\ude00"}})", "half \uFFFD of one \U0001F600||"},
      {R"({"error":{"message":"m","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"inside\"}}"}}})",
       "m: inside||400"},
      {R"({"error":{"message":"m","metadata":{"raw":"plain words"}}})", "m: plain words||"},
      {R"({"error":{"message":"m","metadata":{"raw":""}}})", "m||"},
      {R"("just text")", "just text||"},
  };
  for (const auto& [body, expected] : cases)
    EXPECT_EQ(said(body), expected) << body;
}

TEST(ErrorBody, TakesTheErrorOutOfItsFraming) {
  const ErrorBodyCase cases[] = {
      {"data: {\"error\":{\"message\":\"gone\",\"code\":\"g\"}}\n\ndata: [DONE]\n\n", "gone||g"},
      {"event: error\r\ndata: {\"message\":\"gone\"}\r\n\r\n", "gone||"},
      {": hello\n\ndata:\n\nevent: error\ndata: plain words\n\n", "plain words||"},
      {"data: [DONE]\n\ndata: {\"detail\":\"late\"}", "late||"},
      {"data: {\"error\":{},\"x\":1}\n\ndata: {\"msg\":\"second\"}\n\n", "{\"error\":{},\"x\":1}||"},
      {"{\"error\":\"first\"}\n{\"done\":true}\n", "first||"},
      {"\xEF\xBB\xBF{\"error\":\"behind a mark\"}", "behind a mark||"},
  };
  for (const auto& [body, expected] : cases)
    EXPECT_EQ(said(body), expected) << body;
}

TEST(ErrorBody, ElseIsItsBeginning) {
  const ErrorBodyCase cases[] = {
      {"<html>\n<title>502</title>\n</html>", "<html> <title>502</title> </html>||"},
      {"<?xml version=\"1.0\"?>\n<Error><Code>Denied</Code></Error>",
       "<?xml version=\"1.0\"?> <Error><Code>Denied</Code></Error>||"},
      {"upstream connect error\n", "upstream connect error||"},
      {"{\"status\":\"down\"}", "{\"status\":\"down\"}|down|"},
      {"{\"error\":{\"message\":\"cut", "{\"error\":{\"message\":\"cut||"},
      {"not \xFF text", "not \uFFFD text||"},
      {"", "||"},
      {"{}", "||"},
      {" [] ", "||"},
      {"null", "||"},
  };
  for (const auto& [body, expected] : cases)
    EXPECT_EQ(said(body), expected) << body;
}

TEST(ErrorBody, KeepsTheErrorAsItIsWritten) {
  EXPECT_EQ(read_error_body(R"({"error":{"message":"m", "n":1.50},"id":1})").json, R"({"message":"m", "n":1.50})");
  EXPECT_EQ(read_error_body(R"({"message":"m"})").json, R"({"message":"m"})");
  EXPECT_EQ(read_error_body("text").json, "");
}

TEST(ErrorBody, FindsWhatLiesDeepWithoutLookingTwice) {
  for (const std::string name : {"error", "errormsg", "message", "ErrorMsg", "detail", "data"}) {
    std::string body;
    for (int depth = 0; depth < 100; ++depth)
      body += "{\"" + name + "\":";
    EXPECT_EQ(said(body + "\"m\"" + std::string(100, '}')), "m||") << name;
  }
}

TEST(ErrorBody, OfManyErrorsShowsTheFirst) {
  std::string list = R"({"errors":[)";
  for (int i = 0; i < 20; ++i)
    list += R"({"message":"m"},)";
  list.back() = ']';
  EXPECT_EQ(read_error_body(list + "}").message, "m; m; m; m; m; m; m; m");
}

}  // namespace
}  // namespace wiretape::provider
