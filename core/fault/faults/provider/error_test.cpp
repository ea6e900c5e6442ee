#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::program {
namespace {

const std::string openai_error =
    "data: {\"error\":{\"message\":\"Broken\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";
const std::string anthropic_error =
    "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Broken\"},"
    "\"request_id\":\"req_011CWiretapeStream000000\"}\n\n";

/// A body up to the beginning of the event that holds `text`.
std::string up_to(const std::string& body, std::string_view text, std::string_view begin = "data: ") {
  const auto at = body.find(text);
  if (at == std::string::npos) ADD_FAILURE() << text;
  return body.substr(0, body.rfind(begin, at));
}

TEST(ErrorFault, TakesThePlaceOfAllThatFollows) {
  const AnswerForTest openai = reply_for_test();
  EXPECT_EQ(body_of(broken(openai, "error:message=Broken")),
            up_to(body_of(broken(openai, "")), "\"finish_reason\":\"tool_calls\"") + openai_error);
  const AnswerForTest anthropic = reply_for_test("anthropic.messages");
  EXPECT_EQ(body_of(broken(anthropic, "error:message=Broken")),
            up_to(body_of(broken(anthropic, "")), "\"stop_reason\":\"tool_use\"", "event: ") + anthropic_error);
}

TEST(ErrorFault, LetsTheStreamGoOn) {
  const AnswerForTest answer = reply_for_test();
  const std::string sound = body_of(broken(answer, ""));
  EXPECT_EQ(body_of(broken(answer, "error:message=Broken;then=continue;at=start")), openai_error + sound);
}

TEST(ErrorFault, KeepsTheTerminator) {
  EXPECT_EQ(body_of(broken(reply_for_test(), "error:message=Broken;then=done;at=start")),
            openai_error + "data: [DONE]\n\n");
  EXPECT_EQ(body_of(broken(reply_for_test("anthropic.messages"), "error:message=Broken;then=done;at=start")),
            anthropic_error + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
}

TEST(ErrorFault, LeavesTheMarksWhereOtherFaultsFindThem) {
  const AnswerForTest answer = reply_for_test();
  EXPECT_EQ(body_of(broken(answer, "error:message=Broken;then=done;at=start,end:at=before_done")), openai_error);
  EXPECT_EQ(body_of(broken(answer, "error:message=Broken;at=start,end:at=before_finish")), openai_error);
}

TEST(ErrorFault, IsHeardAsAnError) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const AnswerForTest& answer : {reply_for_test(dialect), recorded_for_test(reply_for_test(dialect))}) {
      const auto heard = heard_of(answer, "error:message=Broken;type=t1;at=first_tool_delta");
      EXPECT_EQ(heard.error, "Broken");
      EXPECT_EQ(heard.message.first().text, "Hi, wörld!\n");
      EXPECT_TRUE(heard.message.first().tool_calls.empty());
      EXPECT_FALSE(heard.done);
      EXPECT_EQ(heard.undecodable, "");
    }
  }
}

TEST(ErrorFault, NeedsADialectAndAStream) {
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "error").found, "a stream of no known dialect");
  AnswerForTest whole = reply_for_test();
  whole.request_body = R"({"model":"gpt-4o","messages":[]})";
  EXPECT_EQ(misfit_of(whole, "error").found, "an answer that is no stream of events");
}

}  // namespace
}  // namespace wiretape::program
