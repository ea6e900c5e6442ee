// The law that the journal stands on: a fault that an answer takes has changed it, and one that it can't have is
// refused by name. Each fault with no more than it must have, on answers of every kind.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/plain_plan_for_test.h"
#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/fault/faults/registry.h"

namespace wiretape::compile {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

struct NamedAnswer {
  std::string name;
  AnswerForTest answer;
};

AnswerForTest asked_whole(AnswerForTest answer) {
  answer.request_body = R"({"model":"gpt-4o","messages":[]})";
  return answer;
}

AnswerForTest with_error(std::string_view dialect, bool is_mid_stream) {
  AnswerForTest answer = reply_for_test(dialect);
  auto& reply = std::get<provider::Reply>(answer.answer);
  const provider::ErrorReply error{.status = 500, .message = "No.", .type = {}, .code = {}, .param = {}};
  (is_mid_stream ? reply.error_event : reply.error) = error;
  return answer;
}

AnswerForTest plain(std::string body) {
  return {.answer = tape::PlainResponse{
              {.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/plain"}}},
              std::move(body)}};
}

/// The stream's bytes as a recording with a length, or framed by the connection's end.
AnswerForTest recorded_without_chunks(bool has_length) {
  const std::string body = "data: a\n\ndata: b\n\n";
  tape::RecordedResponse recorded;
  recorded.head = {
      .status = 200, .reason = "OK", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}};
  if (has_length) {
    recorded.head.fields.push_back({"content-length", std::to_string(body.size())});
  } else {
    recorded.framing = tape::CloseFraming{};
  }
  recorded.body = {body};
  return {.answer = recorded};
}

std::vector<NamedAnswer> answers() {
  std::vector<NamedAnswer> all;
  for (const StreamForTest& stream : framed_streams_for_test())
    all.push_back({stream.name, stream.answer});
  for (const std::string dialect : {"openai.chat", "anthropic.messages", "openai.responses"}) {
    all.push_back({dialect + " stream", reply_for_test(dialect)});
    all.push_back({dialect + " whole", asked_whole(reply_for_test(dialect))});
    all.push_back({dialect + " error", with_error(dialect, false)});
    all.push_back({dialect + " error in the stream", with_error(dialect, true)});
    all.push_back({dialect + " error in a stream, whole", asked_whole(with_error(dialect, true))});
  }
  all.push_back({"gemini stream", reply_for_test("gemini")});
  all.push_back({"gemini array", reply_for_test("gemini")});
  all.back().answer.query = "";
  all.push_back({"recorded, no dialect", recorded_for_test({"data: a\n\n", "data: b\n\n"})});
  all.push_back({"recorded with a length", recorded_without_chunks(true)});
  all.push_back({"recorded until close", recorded_without_chunks(false)});
  all.push_back({"no event", recorded_for_test({"no stream"})});
  all.push_back({"one event", events_for_test({"a"})});
  all.push_back({"no events", events_for_test({})});
  all.push_back({"plain", plain("Hi.")});
  all.push_back({"one byte", plain("H")});
  all.push_back({"nothing", plain("")});
  all.push_back({"dialogue", dialogue_for_test()});
  all.push_back({"dialogue without a word", {.answer = tape::Dialogue{.steps = {}}}});
  return all;
}

/// Whether a fault may leave all bytes as they are: it acts on when they are sent, or on what comes behind them.
bool leaves_bytes(std::string_view name) {
  return name == "stall" || name == "drip" || name == "hold" || name == "never_close";
}

void expect_hit(const NamedAnswer& each, const std::string& plan, std::string_view name) {
  SCOPED_TRACE(each.name + ": " + plan);
  const program::WireProgram whole = broken(each.answer, "");
  const auto compiled = compile_broken(each.answer, plan);
  if (const auto* misfit = std::get_if<fault::Misfit>(&compiled)) {
    EXPECT_THAT(misfit->found, Not(IsEmpty()));
    EXPECT_THAT(misfit->expected, Not(IsEmpty()));
    return;
  }
  const auto& program = std::get<program::WireProgram>(compiled);
  EXPECT_NE(program, whole);
  EXPECT_TRUE(leaves_bytes(name) || program.bytes != whole.bytes);
}

TEST(FaultsHit, OrAreRefusedOnAnswersOfEveryKind) {
  for (NamedAnswer& each : answers()) {
    for (const bool is_tls : {false, true}) {
      each.answer.context.is_tls = is_tls;
      for (const fault::FaultType* type : fault::all_faults()) {
        if (!std::holds_alternative<fault::ListenerFault>(type->function))
          expect_hit(each, plain_plan(*type), type->name);
      }
    }
  }
}

TEST(FaultsHit, OrAreRefusedAtTheEdges) {
  for (const NamedAnswer& each : answers()) {
    for (const fault::FaultType* type : fault::all_faults()) {
      if (type->places == fault::PlaceUse::none) continue;
      for (const std::string place : {"at=start", "at=end"}) {
        const auto compiled = compile_broken(each.answer, plain_plan(*type, place));
        const auto* program = std::get_if<program::WireProgram>(&compiled);
        EXPECT_TRUE(program == nullptr || *program != broken(each.answer, ""))
            << each.name << ": " << type->name << ' ' << place;
      }
    }
  }
}

TEST(FaultsHit, InsideABodyThatIsNoStream) {
  for (const char* dialect : {"openai.chat", "anthropic.messages", "openai.responses"}) {
    const AnswerForTest answer = asked_whole(reply_for_test(dialect));
    const std::string whole = broken(answer, "").bytes;
    const auto body = whole.find("\r\n\r\n") + 4;
    for (const char* plan : {"reset", "fin", "half_close", "hang"})
      EXPECT_EQ(broken(answer, plan).bytes, whole.substr(0, body + (whole.size() - body) / 2)) << plan;
    EXPECT_EQ(broken(answer, "stall").steps.size(), 2U) << "the first half, the second";
    EXPECT_TRUE(broken(answer, "end").bytes.ends_with(whole.substr(body, (whole.size() - body) / 2)));
  }
}

TEST(FaultsHit, LeaveAStreamsErrorToARequestForNoStream) {
  EXPECT_THAT(broken(asked_whole(with_error("openai.chat", true)), "").bytes, ::testing::StartsWith("HTTP/1.1 500 "));
  AnswerForTest answer = asked_whole(with_error("anthropic.messages", true));
  EXPECT_THAT(broken(answer, "").bytes, ::testing::StartsWith("HTTP/1.1 500 "));
  std::get<provider::Reply>(answer.answer).error_event->type = "overloaded_error";
  const std::string bytes = broken(answer, "").bytes;
  EXPECT_THAT(bytes, ::testing::StartsWith("HTTP/1.1 529 "));
  EXPECT_THAT(bytes, ::testing::HasSubstr(R"({"type":"error","error":{"type":"overloaded_error","message":"No."})"));
  EXPECT_THAT(bytes, Not(::testing::HasSubstr("rld"))) << "none of the text";
}

}  // namespace
}  // namespace wiretape::compile
