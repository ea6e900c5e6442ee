#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

const std::string openai_error =
    "data: {\"error\":{\"message\":\"Broken\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n";
const std::string anthropic_error =
    "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"Broken\"},"
    "\"request_id\":\"req_011CWiretapeRequestId000\"}\n\n";

/// A body up to the beginning of the event that holds `text`.
std::string up_to(const std::string& body, std::string_view text, std::string_view begin = "data: ") {
  const auto at = body.find(text);
  if (at == std::string::npos) ADD_FAILURE() << text;
  return body.substr(0, body.rfind(begin, at));
}

TEST(ErrorFault, TakesThePlaceOfAllThatFollows) {
  const compile::AnswerForTest openai = compile::reply_for_test();
  EXPECT_EQ(compile::body_of(compile::broken(openai, "error:message=Broken")),
            up_to(compile::body_of(compile::broken(openai, "")), "\"finish_reason\":\"tool_calls\"") + openai_error);
  const compile::AnswerForTest anthropic = compile::reply_for_test("anthropic.messages");
  EXPECT_EQ(compile::body_of(compile::broken(anthropic, "error:message=Broken")),
            up_to(compile::body_of(compile::broken(anthropic, "")), "\"stop_reason\":\"tool_use\"", "event: ") +
                anthropic_error);
}

TEST(ErrorFault, LetsTheStreamGoOn) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  const std::string sound = compile::body_of(compile::broken(answer, ""));
  EXPECT_EQ(compile::body_of(compile::broken(answer, "error:message=Broken;then=continue;at=start")),
            openai_error + sound);
}

TEST(ErrorFault, KeepsTheTerminator) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::reply_for_test(), "error:message=Broken;then=done;at=start")),
            openai_error + "data: [DONE]\n\n");
  EXPECT_EQ(compile::body_of(compile::broken(compile::reply_for_test("anthropic.messages"),
                                             "error:message=Broken;then=done;at=start")),
            anthropic_error + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
}

TEST(ErrorFault, LeavesTheMarksWhereOtherFaultsFindThem) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  EXPECT_EQ(compile::body_of(compile::broken(answer, "error:message=Broken;then=done;at=start,end:at=before_done")),
            openai_error);
  EXPECT_EQ(compile::body_of(compile::broken(answer, "error:message=Broken;at=start,end:at=before_finish")),
            openai_error);
}

TEST(ErrorFault, IsHeardAsAnError) {
  for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
    for (const compile::AnswerForTest& answer :
         {compile::reply_for_test(dialect), compile::recorded_for_test(compile::reply_for_test(dialect))}) {
      const auto heard = compile::heard_of(answer, "error:message=Broken;type=t1;at=first_tool_delta");
      EXPECT_EQ(heard.error, "Broken");
      EXPECT_EQ(heard.message.first().text, "Hi, wörld!\n");
      EXPECT_TRUE(heard.message.first().tool_calls.empty());
      EXPECT_FALSE(heard.done);
      EXPECT_EQ(heard.undecodable, "");
    }
  }
}

TEST(ErrorFault, NeedsADialectAndAStream) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "error").found, "a stream of no known dialect");
  compile::AnswerForTest whole = compile::reply_for_test();
  whole.request_body = R"({"model":"gpt-4o","messages":[]})";
  EXPECT_EQ(compile::misfit_of(whole, "error").found, "an answer that is no stream of events");
}

}  // namespace
}  // namespace wiretape::fault
