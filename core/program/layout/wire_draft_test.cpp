#include "wiretape/core/program/layout/wire_draft.h"

#include <chrono>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"
#include "wiretape/core/wire/http/http_response_reader.h"

namespace wiretape::program {
namespace {

using wire::Ending;
using namespace std::chrono_literals;

// Two chunks, 10 ms apart.
WireDraft two_chunks() {
  WireDraft wire;
  wire.framing = wire::HttpFraming::Kind::chunked;
  wire.add(PartKind::status_line, "HTTP/1.1 200 OK\r\n");
  wire.add(PartKind::fields, "transfer-encoding: chunked\r\n\r\n");
  wire.add(PartKind::chunk_size, "5\r\n");
  wire.add(PartKind::data, "hello", 0);
  wire.add(PartKind::chunk_end, "\r\n");
  wire.end_write(0ms);
  wire.add(PartKind::chunk_size, "3\r\n");
  wire.add(PartKind::data, "you", 5);
  wire.add(PartKind::chunk_end, "\r\n");
  wire.add(PartKind::last_chunk, "0\r\n");
  wire.add(PartKind::trailers, "\r\n");
  wire.end_write(10ms);
  wire.close_at = 10ms;
  return wire;
}

void expect_covered(const WireDraft& wire) {
  std::size_t at = 0;
  for (const WirePart& part : wire.parts) {
    EXPECT_EQ(part.offset, at);
    EXPECT_GT(part.length, 0U);
    at = part.end();
  }
  EXPECT_EQ(at, wire.bytes.size());
  for (std::size_t index = 1; index < wire.writes.size(); ++index) {
    EXPECT_LT(wire.writes[index - 1].offset, wire.writes[index].offset);
    EXPECT_LE(wire.writes[index - 1].at, wire.writes[index].at);
  }
  if (!wire.writes.empty()) {
    EXPECT_EQ(wire.writes.front().offset, 0U);
    EXPECT_LT(wire.writes.back().offset, wire.bytes.size());
  }
}

std::vector<std::string> texts_between_holds(WireDraft wire) {
  const WireProgram program = std::move(wire).program();
  std::vector<std::string> texts(1);
  for (const Step& step : program.steps) {
    if (std::holds_alternative<HoldAction>(step.action)) texts.emplace_back();
    if (const auto* write = std::get_if<WriteAction>(&step.action)) texts.back() += program.text(*write);
  }
  return texts;
}

TEST(WireDraft, HoldsBeforeAByteWhenThatIsDue) {
  WireDraft wire = two_chunks();
  const std::size_t you = wire.offset_of(5);
  wire.hold(you + 4, {2s});
  wire.hold(you, {1s, true});
  const WireProgram program = std::move(wire).program();
  ASSERT_EQ(program.steps.size(), 5U);
  EXPECT_EQ(program.steps[1], (Step{10ms, HoldAction{1s, true}}));
  EXPECT_EQ(program.steps[3], (Step{10ms, HoldAction{2s}}));
  EXPECT_EQ(program.steps[4], (Step{10ms, WriteAction{you + 4, program.bytes.size() - you - 4}}));
  EXPECT_TRUE(program.has_holds);
  EXPECT_FALSE(two_chunks().program().has_holds);
}

TEST(WireDraft, HoldsBeforeTheCloseAndBeforeTheFirstByte) {
  WireDraft wire = two_chunks();
  wire.close = FinAction{};
  wire.close_at = 30ms;
  wire.hold(0, {1s});
  wire.hold(wire.bytes.size(), {2s});
  const WireProgram program = std::move(wire).program();
  EXPECT_EQ(program.steps.front(), (Step{0ms, HoldAction{1s}}));
  EXPECT_EQ(program.steps[program.steps.size() - 2], (Step{30ms, HoldAction{2s}}));
  EXPECT_EQ(program.steps.back(), (Step{30ms, FinAction{}}));
}

TEST(WireDraft, MovesHoldsWithTheirBytes) {
  WireDraft wire = two_chunks();
  const std::string whole = wire.bytes;
  const std::size_t you = wire.offset_of(5);
  wire.hold(you, {1s});
  wire.prepend(PartKind::interim, "HTTP/1.1 103 Early Hints\r\n\r\n");
  wire.replace(wire.offset_of(0), 3, "0005\r\n");
  const auto texts = texts_between_holds(wire);
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_EQ(texts[1], whole.substr(you));
}

TEST(WireDraft, DropsHoldsBehindACutAndKeepsTheOneAtIt) {
  WireDraft wire = two_chunks();
  const std::size_t you = wire.offset_of(5);
  wire.hold(you, {1s});
  wire.hold(you + 1, {2s});
  wire.cut(you, ResetAction{}, Ending::reset);
  const WireProgram program = std::move(wire).program();
  ASSERT_EQ(program.steps.size(), 3U);
  EXPECT_EQ(program.steps[1], (Step{10ms, HoldAction{1s}}));
  EXPECT_EQ(program.steps[2], (Step{10ms, ResetAction{}}));
}

TEST(WireDraft, KnowsWhereTheBodyIs) {
  const WireDraft wire = two_chunks();
  const std::size_t head = wire.find(PartKind::chunk_size)->offset;
  EXPECT_EQ(wire.offset_of(0), head);
  EXPECT_EQ(wire.offset_of(1), head + 3 + 1);
  EXPECT_EQ(wire.offset_of(5), head + 10);
  EXPECT_EQ(wire.offset_of(7), head + 10 + 3 + 2);
  EXPECT_EQ(wire.offset_of(8), head + 10 + 8);
  EXPECT_EQ(wire.time_at(head), 0ms);
  EXPECT_EQ(wire.time_at(head + 10), 10ms);
}

TEST(WireDraft, IsCutAtEveryByteAndSaysWhatAReaderFinds) {
  const std::size_t size = two_chunks().bytes.size();
  for (std::size_t at = 0; at <= size; ++at) {
    WireDraft wire = two_chunks();
    const Ending ending = wire.ending_at(at);
    wire.cut(at, FinAction{}, ending);
    expect_covered(wire);
    EXPECT_EQ(wire.bytes, two_chunks().bytes.substr(0, at));
    wire::HttpResponseReader reader{wire::HttpLimits{}};
    std::string_view input = wire.bytes;
    for (bool goes_on = true; goes_on;) {
      const auto step = reader.next(input);
      goes_on = !std::holds_alternative<wire::HttpResponseNeedMore>(step) &&
                !std::holds_alternative<wire::HttpResponseComplete>(step);
    }
    EXPECT_EQ(reader.ending_at_fin(), ending) << at;
  }
}

TEST(WireDraft, ReplacesAnyStretch) {
  const std::string before = two_chunks().bytes;
  for (std::size_t at = 0; at <= before.size(); ++at) {
    for (std::size_t length = 0; at + length <= before.size(); ++length) {
      for (const std::string text : {"", "x", "long text"}) {
        WireDraft wire = two_chunks();
        wire.replace(at, length, text);
        std::string expected = before;
        expected.replace(at, length, text);
        EXPECT_EQ(wire.bytes, expected);
        expect_covered(wire);
      }
    }
  }
}

TEST(WireDraft, SplitsAChunkAnywhere) {
  for (std::size_t at = 0; at <= 8; ++at) {
    WireDraft wire = two_chunks();
    wire.split_chunk(at);
    expect_covered(wire);
    WireProgram program = WireDraft(wire).program();
    EXPECT_EQ(compile::body_of(program), "helloyou") << at;
    if (at == 8) continue;
    EXPECT_EQ(wire.find(PartKind::chunk_size, wire.offset_of(at))->offset, wire.offset_of(at)) << at;
  }
}

TEST(WireDraft, DelaysWhatFollows) {
  WireDraft wire = two_chunks();
  const std::size_t second = wire.writes[1].offset;
  wire.delay(second - 5, 1s);
  expect_covered(wire);
  EXPECT_EQ(wire.writes, (std::vector<WireWrite>{{0, 0ms}, {second - 5, 1s}, {second, 1010ms}}));
  EXPECT_EQ(wire.close_at, 1010ms);
}

}  // namespace
}  // namespace wiretape::program
