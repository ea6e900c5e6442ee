#include "wiretape/core/compile/compile_answer.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/compile/recorded_for_test.h"
#include "wiretape/core/compile/stage_answer.h"
#include "wiretape/core/program/play/play_in_memory_for_test.h"

namespace wiretape::compile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

const std::string a = "data: a\n\n";
const std::string b = "data: b\n\n";
const std::string c = "data: c\n\n";

TEST(CompileAnswer, AppliesStageByStageWhateverTheOrderWritten) {
  const auto answer = events_for_test({"a", "b", "c"});
  const program::WireProgram program = broken(answer, "reset:event=2,bom,drop:event=1");
  EXPECT_EQ(body_of(program), "\xEF\xBB\xBF" + b)
      << "dropped first, then the mark, then the reset before the new event 2";
  EXPECT_TRUE(program::play_in_memory(program).has_reset());
}

TEST(CompileAnswer, AppliesTheFaultsOfOneStageAsTheyAreWritten) {
  const auto answer = events_for_test({"a", "b", "c"});
  EXPECT_EQ(body_of(broken(answer, "drop:event=1,duplicate:event=1")), b + b + c);
  EXPECT_EQ(body_of(broken(answer, "duplicate:event=1,drop:event=3")), a + a + c);
  EXPECT_EQ(body_of(broken(answer, "drop:event=1,drop:event=1")), c);
}

TEST(CompileAnswer, SendsAStreamThatIsAnArrayElementByElement) {
  AnswerForTest answer = reply_for_test("gemini");
  answer.query = "";
  const program::WireProgram whole = broken(answer, "");
  EXPECT_THAT(whole.bytes, HasSubstr("content-type: application/json; charset=UTF-8\r\n"));
  const auto elements = nlohmann::json::parse(body_of(whole));
  EXPECT_GT(elements.size(), 3U);
  EXPECT_EQ(chunks_of(whole).size(), elements.size());
  EXPECT_EQ(nlohmann::json::parse(body_of(broken(answer, "drop:event=1"))).size(), elements.size() - 1);
  EXPECT_TRUE(nlohmann::json::parse(body_of(broken(answer, "fin:event=2")), nullptr, false).is_discarded());
  answer.query = "alt=sse";
  EXPECT_THAT(body_of(broken(answer, "")), ::testing::StartsWith("data: {"));
}

TEST(CompileAnswer, RefusesAPlaceThatIsNotThere) {
  const auto answer = events_for_test({"a", "b"});
  for (const char* plan : {"drop:event=3", "end:event=3", "reset:event=3"}) {
    const fault::Misfit misfit = misfit_of(answer, plan);
    EXPECT_EQ(misfit.found, "no such place for '" + std::string(plan) + "'");
    EXPECT_THAT(misfit.expected, HasSubstr("event 1 to 2"));
  }
  EXPECT_THAT(misfit_of(answer, "reset:event=3").expected, HasSubstr("byte 0 to 18, wire_byte 0 to "));
  EXPECT_THAT(misfit_of(answer, "drop:event=2,reset:event=2").expected, HasSubstr("event 1, start, end, byte 0 to 9, "))
      << "places are those of the changed answer";
}

TEST(CompileAnswer, StopsAtTheFirstMisfit) {
  EXPECT_EQ(misfit_of(events_for_test({"a"}), "reset:event=7,drop:event=8,drop:event=9").found,
            "no such place for 'drop:event=8'");
}

TEST(CompileAnswer, LetsWhatIsOptionalPassAndSaysWhatHit) {
  const auto answer = events_for_test({"a", "b"});
  EXPECT_EQ(broken(answer, "drop:event=3;optional=true"), broken(answer, ""));
  EXPECT_EQ(body_of(broken(answer, "drop:event=3;optional=true,drop:event=1")), b);

  const auto faults = faults_for_test("reset:event=9;optional=true,drop:event=1");
  const std::vector<const fault::Fault*> hits{&faults.at(0), &faults.at(1)};
  const wire::HttpRequest request;
  const provider::RequestView view(request, "/", "");
  const auto compiled = compile_answer({answer.answer, nullptr, view, {}, {}, 0, hits});
  EXPECT_THAT(std::get<CompiledAnswer>(compiled).faults, ElementsAre(&faults.at(1)));
}

TEST(CompileAnswer, ActsInTheMiddleWhereTheStandardPlaceIsNotThere) {
  const program::WireProgram program = broken(events_for_test({"a", "b", "c"}), "reset");
  EXPECT_EQ(body_of(program), a);
  EXPECT_TRUE(program::play_in_memory(program).has_reset());
  EXPECT_EQ(body_of(broken(events_for_test({"a"}), "end")), "data");
  EXPECT_EQ(body_of(broken(recorded_for_test({a, b}), "end")), a);
}

TEST(CompileAnswer, ActsInTheMiddleOfABodyThatIsNoStream) {
  AnswerForTest answer{.answer = tape::PlainResponse{{}, "0123456789"}};
  EXPECT_TRUE(broken(answer, "reset").bytes.ends_with("\r\n\r\n01234"));
  EXPECT_TRUE(broken(answer, "end").bytes.ends_with("content-length: 5\r\n\r\n01234"));
  std::get<tape::PlainResponse>(answer.answer).body.clear();
  EXPECT_EQ(misfit_of(answer, "reset").found, "no such place for 'reset'") << "there is no middle";
}

TEST(CompileAnswer, RefusesWhatChangesNothing) {
  const auto answer = events_for_test({"a", "b"});
  for (const char* plan :
       {"end:at=end", "line_ends:to=lf", "content_type:type=text/event-stream", "duplicate:event=1,drop:event=1"}) {
    EXPECT_THAT(misfit_of(answer, plan).found, ::testing::EndsWith("leaves as it is")) << plan;
  }
  EXPECT_EQ(broken(answer, "end:at=end;optional=true"), broken(answer, ""));
}

TEST(CompileAnswer, DoesNotCallAHitWhatWasOptionalAndChangedNothing) {
  const auto answer = events_for_test({"a"});
  const auto faults = faults_for_test("end:at=end;optional=true");
  const std::vector<const fault::Fault*> hits{&faults.at(0)};
  const wire::HttpRequest request;
  const provider::RequestView view(request, "/", "");
  const auto compiled = compile_answer({answer.answer, nullptr, view, {}, {}, 0, hits});
  EXPECT_THAT(std::get<CompiledAnswer>(compiled).faults, ::testing::IsEmpty());
}

TEST(CompileAnswer, GivesEventsOnlyToAStream) {
  AnswerForTest answer = reply_for_test();
  answer.request_body = R"({"model":"gpt-4o","messages":[]})";
  EXPECT_EQ(misfit_of(answer, "drop").found, "an answer that is no stream of events");
  EXPECT_EQ(misfit_of(answer, "drop").expected, "a request for a stream");
}

TEST(CompileAnswer, GivesTheSameBytesWithoutFaults) {
  for (const AnswerForTest& answer :
       {reply_for_test(), reply_for_test("anthropic.messages"), reply_for_test("openai.responses"),
        events_for_test({"a", "b"}), recorded_for_test({"data: a\r\n", "\r\ndata:b\n\n", "data: cut"}),
        recorded_for_test({"no stream"})}) {
    wire::HttpRequest request;
    request.body = answer.request_body;
    const provider::RequestView view(request, "/", "");
    StagedAnswer staged = stage_answer(answer.answer, answer.dialect, view);
    if (staged.events) staged.response.body = program::encode(*staged.events, wire::Framing::sse);
    EXPECT_EQ(broken(answer, ""), program::compile(std::move(staged.response), answer.delivery, {}, 1));
  }
}

TEST(CompileAnswer, GivesTheSameProgramForTheSameSeed) {
  for (const char* plan : {"", "drop:text=2,reset:byte=300", "line_ends:to=mixed,stall:text=1"})
    EXPECT_EQ(broken(reply_for_test(), plan, 7), broken(reply_for_test(), plan, 7));
}

TEST(CompileAnswer, LetsTheReadsAndChunksOfARecordingFollow) {
  const auto answer = recorded_for_test({a, b, c});
  const program::WireProgram program = broken(answer, "drop:event=2");
  EXPECT_THAT(chunks_of(program), ElementsAre(a, c));
  const auto played = program::play_in_memory(program);
  ASSERT_EQ(played.writes.size(), 2U);
  EXPECT_EQ(played.writes[0].at, 10ms);
  EXPECT_EQ(played.writes[1].at, 30ms);
}

TEST(CompileAnswer, LetsARecordedChunkGrow) {
  EXPECT_THAT(chunks_of(broken(recorded_for_test({a, b, c}), "empty_data:event=2")), ElementsAre(a, "data: \n\n", c));
  EXPECT_THAT(chunks_of(broken(recorded_for_test({a, b, c}), "invalid_utf8:byte=15")), ElementsAre(a,
                                                                                                   "data: \x80"
                                                                                                   "b\n\n",
                                                                                                   c));
}

TEST(CompileAnswer, LeavesEachRecordedEventInItsChunkWhateverChanges) {
  const auto answer = recorded_for_test({a, b, c});
  EXPECT_THAT(chunks_of(broken(answer, "no_space")), ElementsAre("data:a\n\n", "data:b\n\n", "data:c\n\n"));
  EXPECT_THAT(chunks_of(broken(answer, "swap:event=1,line_ends")),
              ElementsAre("data: b\r\n\r\n", "data: a\r\n\r\n", "data: c\r\n\r\n"));
  EXPECT_THAT(chunks_of(broken(answer, "duplicate:event=1")), ElementsAre(a, a + b, c));
  EXPECT_THAT(chunks_of(broken(answer, "unknown_event:at=end;name=x;data=1")),
              ElementsAre(a, b, c + "event: x\ndata: 1\n\n"));
}

TEST(CompileAnswer, TouchesNoOtherByteOfARecording) {
  const std::string odd = "\xEF\xBB\xBF: hi\n\nid: 1\r\ndata:a\r\n\r\n\n";
  EXPECT_EQ(body_of(broken(recorded_for_test({odd, b, "data: cut"}), "drop:event=2")), odd + "data: cut");
}

TEST(CompileAnswer, KeepsTheContentLengthOfABodyThatChanges) {
  AnswerForTest answer;
  tape::RecordedResponse recorded;
  recorded.head = {.status = 200, .reason = "OK", .minor_version = 1, .fields = {{"content-length", "18"}}};
  recorded.body = {a + b};
  answer.answer = recorded;
  EXPECT_THAT(broken(answer, "bom").bytes, HasSubstr("content-length: 21\r\n\r\n\xEF\xBB\xBF" + a + b));
  EXPECT_THAT(broken(answer, "drop:event=1").bytes, HasSubstr("content-length: 9\r\n\r\n" + b));
  EXPECT_THAT(broken(answer, "end:event=2").bytes, HasSubstr("content-length: 9\r\n\r\n" + a));
  recorded.head.fields[0].value = "99";
  answer.answer = recorded;
  EXPECT_THAT(broken(answer, "bom").bytes, HasSubstr("content-length: 99\r\n")) << "a wrong one stays wrong";

  AnswerForTest stream = events_for_test({"a", "b"});
  auto& fields = std::get<tape::StreamResponse>(stream.answer).head.fields;
  fields = {{"content-length", "18"}};
  EXPECT_THAT(broken(stream, "drop:event=1").bytes, HasSubstr("content-length: 9\r\n\r\n" + b));
  fields = {{"content-length", "0"}};
  EXPECT_THAT(broken(stream, "").bytes, HasSubstr("content-length: 0\r\n"));
  EXPECT_THAT(broken(stream, "drop:event=1").bytes, HasSubstr("content-length: 0\r\n"));
}

}  // namespace
}  // namespace wiretape::compile
