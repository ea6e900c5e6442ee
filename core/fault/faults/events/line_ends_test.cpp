#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/program/stage/annotated_body.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;

/// To what they may be already: where they are, the fault has nothing to do, and must not be refused for it.
std::string line_ends_to(const std::string& to) {
  return "line_ends:optional=true;to=" + to;
}

/// A text whose line ends, all alike, are other ones.
std::string with_line_ends(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// What a reader of event streams finds in a body.
std::vector<std::string> read(const std::string& body) {
  std::vector<std::string> found;
  for (const provider::Event& event : program::recorded_events(body, wire::Framing::sse, nullptr).events) {
    if (const auto* data = std::get_if<provider::DataEvent>(&event)) found.push_back(data->name + "|" + data->data);
  }
  return found;
}

TEST(LineEnds, ChangesThemAllFromTheStartByItself) {
  for (const compile::StreamForTest& each : compile::streams_for_test()) {
    const auto broken_to = [&](const std::string& to) {
      return compile::body_of(compile::broken(each.answer, line_ends_to(to)));
    };
    EXPECT_EQ(broken_to("crlf"), with_line_ends(each.body(), each.line_end, "\r\n")) << each.name;
    EXPECT_EQ(broken_to("cr"), with_line_ends(each.body(), each.line_end, "\r")) << each.name;
    EXPECT_EQ(broken_to("lf"), with_line_ends(each.body(), each.line_end, "\n")) << each.name;
    EXPECT_EQ(compile::body_of(compile::broken(each.answer, "line_ends:optional=true")), broken_to("crlf"))
        << each.name;
  }
}

TEST(LineEnds, ChangesWhatIsBehindThePlace) {
  for (const compile::StreamForTest& each : compile::streams_for_test()) {
    const std::string body = each.body();
    const std::size_t at = body.find(each.first());
    EXPECT_EQ(each.broken_body("line_ends", "to=cr"),
              body.substr(0, at) + with_line_ends(body.substr(at), each.line_end, "\r"))
        << each.name;
  }
}

TEST(LineEnds, CanBeMixed) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a", "b", "c"}), "line_ends:to=mixed")),
            "data: a\n\rdata: b\r\n\ndata: c\r\r\n");
}

TEST(LineEnds, LeaveTheEventsWhatTheyWere) {
  for (const compile::StreamForTest& each : compile::streams_for_test()) {
    for (const char* to : {"crlf", "cr", "lf", "mixed"})
      EXPECT_EQ(read(compile::body_of(compile::broken(each.answer, line_ends_to(to)))), read(each.body())) << each.name;
  }
}

TEST(LineEnds, LeaveTheEventsWhatTheyWereFromAnyByteOn) {
  const std::string lf = "event: x\ndata: a\n\n\ndata: b\n\n";
  for (const std::string& body : {lf, with_line_ends(lf, "\n", "\r"), with_line_ends(lf, "\n", "\r\n")}) {
    for (const char* to : {"crlf", "cr", "lf", "mixed"}) {
      for (std::size_t offset = 0; offset <= body.size(); ++offset) {
        const std::string plan = line_ends_to(to) + ";byte=" + std::to_string(offset);
        EXPECT_EQ(read(compile::body_of(compile::broken(compile::recorded_for_test({body}), plan))), read(body))
            << plan;
      }
    }
  }
}

TEST(LineEnds, KeepFragmentsAndPlacesOnTheEvents) {
  EXPECT_THAT(compile::chunks_of(compile::broken(compile::events_for_test({"a", "b"}), "line_ends")),
              ElementsAre("data: a\r\n\r\n", "data: b\r\n\r\n"));
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a", "b"}), "line_ends,reset:event=2")),
            "data: a\r\n\r\n");
  for (const char* mark : {"first_text", "tool_args", "before_finish", "after_finish", "before_done", "after_done"}) {
    for (const char* dialect : {"openai.chat", "anthropic.messages"}) {
      const std::string until = std::string("reset:at=") + mark;
      EXPECT_EQ(
          compile::body_of(compile::broken(compile::reply_for_test(dialect), "line_ends," + until)),
          with_line_ends(compile::body_of(compile::broken(compile::reply_for_test(dialect), until)), "\n", "\r\n"));
    }
  }
}

TEST(LineEnds, OfLinesAreCrlfAndLf) {
  for (const compile::StreamForTest& each : {compile::bare_lines_for_test(), compile::recorded_lines_for_test()}) {
    for (const std::string to : {"crlf", "lf"}) {
      EXPECT_EQ(compile::body_of(compile::broken(each.answer, line_ends_to(to))),
                with_line_ends(each.body(), each.line_end, to == "lf" ? "\n" : "\r\n"))
          << each.name;
    }
    for (const std::string to : {"cr", "mixed"}) {
      const Misfit misfit = compile::misfit_of(each.answer, "line_ends:to=" + to);
      EXPECT_EQ(misfit.found, "line ends of CR alone in a stream of NDJSON lines") << each.name;
      EXPECT_EQ(misfit.expected, "to=crlf or to=lf");
    }
  }
}

TEST(LineEnds, AreNoneInsideALine) {
  compile::AnswerForTest answer = compile::recorded_for_test({"{\r}\n", "{\r\r}\r\n", "{}\r"});
  std::get<tape::RecordedResponse>(answer.answer).head.fields = {{"content-type", "application/x-ndjson"}};
  EXPECT_EQ(compile::body_of(compile::broken(answer, "line_ends:to=crlf")), "{\r}\r\n{\r\r}\r\n{}\r");
  EXPECT_EQ(compile::body_of(compile::broken(answer, "line_ends:to=lf")), "{\r}\n{\r\r}\n{}\r");
}

TEST(LineEnds, AreThoseOfAStream) {
  compile::AnswerForTest plain = compile::reply_for_test();
  plain.request_body = R"({"model":"gpt-4o","messages":[]})";
  EXPECT_EQ(compile::misfit_of(plain, "line_ends").found, "an answer that is no stream of events");
}

}  // namespace
}  // namespace wiretape::fault
