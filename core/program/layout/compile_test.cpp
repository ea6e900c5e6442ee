#include "wiretape/core/program/layout/compile.h"

#include <chrono>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

struct Timed {
  std::chrono::microseconds at;
  std::string text;
  friend bool operator==(const Timed&, const Timed&) = default;
};

std::vector<Timed> writes(const WireProgram& program) {
  std::vector<Timed> all;
  for (const auto& step : program.steps) {
    if (const auto* write = std::get_if<WriteAction>(&step.action))
      all.push_back({step.at, std::string(program.text(*write))});
  }
  return all;
}

Response stream_of(const std::vector<provider::Event>& events) {
  return {{.status = 200, .reason = "", .minor_version = 1, .fields = {{"content-type", "text/event-stream"}}},
          encode({events, {}}, wire::Framing::sse),
          wire::Framing::sse};
}

constexpr auto head_of_stream =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

TEST(Compile, MakesOneWriteAnEventWithHeadAndEndJoinedOn) {
  const auto program =
      compile(stream_of({provider::DataEvent{"", "a", {}}, provider::DataEvent{"", "b", {}}}), {}, {}, 0);
  EXPECT_THAT(writes(program), ElementsAre(Timed{0us, std::string(head_of_stream) + "9\r\ndata: a\n\n\r\n"},
                                           Timed{0us, "9\r\ndata: b\n\n\r\n0\r\n\r\n"}));
  EXPECT_EQ(program.steps.size(), 2U);
}

TEST(Compile, MakesTheWholeResponseOneWrite) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentWhole{};
  const auto program =
      compile(stream_of({provider::DataEvent{"", "a", {}}, provider::DataEvent{"", "b", {}}}), delivery, {}, 0);
  EXPECT_THAT(writes(program),
              ElementsAre(Timed{0us, std::string(head_of_stream) + "12\r\ndata: a\n\ndata: b\n\n\r\n0\r\n\r\n"}));
}

TEST(Compile, SendsHeadAndEndAloneWhereAPauseParts) {
  tape::Delivery delivery;
  delivery.first_byte = 10ms;
  const auto program =
      compile(stream_of({provider::PauseEvent{1s}, provider::DataEvent{"", "a", {}}, provider::PauseEvent{2s}}),
              delivery, {}, 0);
  EXPECT_THAT(writes(program), ElementsAre(Timed{10ms, head_of_stream}, Timed{1010ms, "9\r\ndata: a\n\n\r\n"},
                                           Timed{3010ms, "0\r\n\r\n"}));
}

TEST(Compile, CutsOneChunkAFragment) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentSize{4};
  delivery.write_gap = 5ms;
  const auto program = compile(stream_of({provider::DataEvent{"", "é", {}}}), delivery, {}, 0);
  EXPECT_THAT(writes(program), ElementsAre(Timed{0us, std::string(head_of_stream) + "4\r\ndata\r\n"},
                                           Timed{5ms, "4\r\n: é\r\n"}, Timed{10ms, "2\r\n\n\n\r\n0\r\n\r\n"}));
}

TEST(Compile, GivesAPlainBodyItsLengthAndKeepsTheConnection) {
  const auto program = compile(
      {{.status = 404, .reason = "Gone Fishing", .minor_version = 1, .fields = {}}, verbatim_body("{}")}, {}, {}, 0);
  EXPECT_THAT(writes(program), ElementsAre(Timed{0us, "HTTP/1.1 404 Gone Fishing\r\ncontent-length: 2\r\n\r\n{}"}));
  EXPECT_EQ(program.steps.size(), 1U);
}

TEST(Compile, EndsWithFinWhereTheConnectionCloses) {
  const auto program = compile({{}, verbatim_body("x")}, {}, {.keep_alive = false}, 0);
  ASSERT_EQ(program.steps.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<FinAction>(program.steps.back().action));
  EXPECT_EQ(program.ending, wire::Ending::complete);
}

TEST(Compile, SendsOnlyTheHeadForHeadRequestsAndBodilessStatuses) {
  EXPECT_EQ(compile({{}, verbatim_body("xyz")}, {}, {.is_head = true}, 0).bytes,
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n");
  EXPECT_EQ(
      compile({{.status = 204, .reason = "", .minor_version = 1, .fields = {}}, verbatim_body("xyz")}, {}, {}, 0).bytes,
      "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST(Compile, FinishesAnEmptyStream) {
  EXPECT_EQ(compile(stream_of({}), {}, {}, 0).bytes, std::string(head_of_stream) + "0\r\n\r\n");
}

TEST(Compile, IsTheSameForTheSameSeed) {
  tape::Delivery delivery;
  delivery.fragment = tape::FragmentRandom{1, 5};
  delivery.jitter = 3ms;
  const auto response = [] { return stream_of({provider::DataEvent{"", "some text to cut", {}}}); };
  EXPECT_EQ(compile(response(), delivery, {}, 3), compile(response(), delivery, {}, 3));
  EXPECT_NE(compile(response(), delivery, {}, 3), compile(response(), delivery, {}, 4));
}

}  // namespace
}  // namespace wiretape::program
