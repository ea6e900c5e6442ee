#include "wiretape/core/wire/frame_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"

namespace wiretape::wire {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Frames = std::vector<std::string>;

/// "offset name|data" of each frame; "rest" before what is left over.
Frames read_frames(Framing framing, const Pieces& pieces) {
  FrameReader reader(framing);
  Frames frames;
  const auto add = [&](const char* before, const Frame& frame) {
    frames.push_back(before + std::to_string(reader.offset()) + " " + std::string(frame.name) + "|" +
                     std::string(frame.data));
  };
  for (std::string_view piece : pieces) {
    for (FrameItem item = reader.next(piece); !std::holds_alternative<FrameNeedMore>(item); item = reader.next(piece)) {
      if (const auto* frame = std::get_if<Frame>(&item)) add("", *frame);
      if (const auto* stray = std::get_if<StrayText>(&item)) frames.push_back("stray " + std::string(stray->text));
      if (std::holds_alternative<FrameTooLarge>(item)) return frames;
    }
  }
  if (const auto rest = reader.rest()) add("rest ", *rest);
  if (const auto is_closed = reader.is_closed()) frames.emplace_back(*is_closed ? "closed" : "cut");
  return frames;
}

TEST(FrameReader, AnErrorFieldIsAFrameOfThatName) {
  const std::string stream = "data: a\nerror: {\"code\":1}\n\nerror\nerror:\nerrors: x\n\ndata: b\n\n";
  const Frames expected = {"0 error|{\"code\":1}", "26 message|a", "stray error\nerror:\nerrors: x", "27 message|b"};
  EXPECT_EQ(read_frames(Framing::sse, {stream}), expected);
  Pieces bytes;
  for (const char& byte : stream)
    bytes.emplace_back(&byte, 1);
  EXPECT_EQ(read_frames(Framing::sse, bytes), expected);
}

TEST(FrameReader, PassesOverCommentsAndRetries) {
  EXPECT_THAT(read_frames(Framing::sse, {": c\n\ndata: a\n\nretry: 5\nevent: x\ndata: b\n\ndata: cut"}),
              ElementsAre("4 message|a", "23 x|b"));
}

TEST(FrameReader, HandsOutTextThatIsNoField) {
  EXPECT_THAT(read_frames(Framing::sse, {"data: a\n\n{\"error\":1}\n\ndata: b\n\n"}),
              ElementsAre("0 message|a", "stray {\"error\":1}", "9 message|b"));
  EXPECT_THAT(read_frames(Framing::sse, {"{\r\n  \"e\": 1\r\n}\r\ndata: a\r\n\r\n{\"x"}),
              ElementsAre("stray {\n  \"e\": 1\n}", "0 message|a"));
  EXPECT_THAT(read_frames(Framing::sse, {"gone\nid: 1\n"}), IsEmpty());
  EXPECT_THAT(read_frames(Framing::sse, {"retry: soon\nevent\nid\n\ndata: cut"}), IsEmpty());
}

TEST(FrameReader, ABlankLineShowsWhatWasLeftOpen) {
  EXPECT_THAT(read_frames(Framing::sse, {"gone\nid: 1\n", "\n\n"}), ElementsAre("stray gone"));
  EXPECT_THAT(read_frames(Framing::sse, {"data: a\n\n{\"x", "\n\n"}), ElementsAre("0 message|a", "stray {\"x"));
  for (const char* open : {"event: x\ndata: b", "event: x\ndata: b\n", "event: x\ndata: b\r"})
    EXPECT_THAT(read_frames(Framing::sse, {open, "\n\n"}), ElementsAre("0 x|b")) << open;
}

TEST(FrameReader, CutsLongTextThatIsNoField) {
  const std::string line = std::string(1000, 'x') + "\n";
  std::string text;
  for (int count = 0; count < 2000; ++count)
    text += line;
  const auto frames = read_frames(Framing::sse, {text + "\n"});
  ASSERT_EQ(frames.size(), 1U);
  EXPECT_EQ(frames.front().size(), std::string_view("stray ").size() + (std::size_t{1} << 20));
}

TEST(FrameReader, ReadsLines) {
  EXPECT_THAT(read_frames(Framing::ndjson, {"{\"a\":1}\n\n2\r\n"}), ElementsAre("0 |{\"a\":1}", "8 |2"));
}

TEST(FrameReader, HasALastLineWithoutAnEnd) {
  EXPECT_THAT(read_frames(Framing::ndjson, {"1\n[DO", "NE]"}), ElementsAre("0 |1", "rest 2 |[DONE]"));
  EXPECT_THAT(read_frames(Framing::ndjson, {"1\n \t"}), ElementsAre("0 |1"));
  EXPECT_THAT(read_frames(Framing::sse, {"data: a"}), IsEmpty());
}

TEST(FrameReader, ReadsTheElementsOfAnArrayAndItsEnd) {
  EXPECT_THAT(read_frames(Framing::json_array, {"[{\"a\":1}\n,\r\n{}\n]\n"}),
              ElementsAre("0 |{\"a\":1}", "8 |{}", "closed"));
  EXPECT_THAT(read_frames(Framing::json_array, {"[{}\n,\r\n"}), ElementsAre("0 |{}", "cut"));
  EXPECT_THAT(read_frames(Framing::json_array, {"[{},{\"a"}), ElementsAre("0 |{}", "rest 3 |{\"a", "cut"));
  EXPECT_THAT(read_frames(Framing::json_array, {""}), ElementsAre("cut"));
}

std::string without_offset(const std::string& frame) {
  const auto bar = frame.find('|');
  return bar == std::string::npos ? frame : frame.substr(bar);
}

TEST(FrameReader, GivesTheSameFramesForEverySplit) {
  const std::string_view sse = ": c\n\nevent: x\ndata: a\n\ndata: b\r\n\r\n{\ndata: c\n}\n\n[";
  const std::string_view lines = "{\"a\":1}\n\r\n2\r\n3\n[4]";
  const std::string_view array = "[{\"a\":\"\\\"}\"}\n,\r\n[2] , 3\n]\n";
  for (const auto& [framing, bytes] :
       {std::pair{Framing::sse, sse}, std::pair{Framing::ndjson, lines}, std::pair{Framing::json_array, array}}) {
    const Frames whole = read_frames(framing, {bytes});
    EXPECT_GE(whole.size(), 3U);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      Frames split = read_frames(framing, {bytes.substr(0, cut), bytes.substr(cut)});
      EXPECT_EQ(split.size(), whole.size()) << cut;
      for (std::size_t index = 0; index < split.size() && index < whole.size(); ++index)
        EXPECT_EQ(without_offset(split[index]), without_offset(whole[index])) << cut;
    }
  }
}

TEST(FrameReader, StopsAtAFrameThatIsTooLarge) {
  const std::string large((std::size_t{16} << 20) + 1, 'x');
  for (const auto& [framing, offset] : {std::pair{Framing::sse, 9U}, std::pair{Framing::ndjson, 9U}}) {
    FrameReader reader(framing);
    const std::string bytes = "data: a\n\n" + large;
    std::string_view input = bytes;
    ASSERT_TRUE(std::holds_alternative<Frame>(reader.next(input)));
    const FrameItem item = reader.next(input);
    const auto* error = std::get_if<FrameTooLarge>(&item);
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->what, "a line");
    EXPECT_EQ(error->limit, std::size_t{16} << 20);
    EXPECT_EQ(error->offset, offset);
    EXPECT_TRUE(std::holds_alternative<FrameTooLarge>(reader.next(input)));
  }
}

/// What is too large in bytes of which each piece is given by itself; "nothing" where all are read.
std::string too_large(Framing framing, std::size_t limit, const Pieces& pieces) {
  FrameReader reader(framing, limit);
  for (std::string_view piece : pieces) {
    for (FrameItem item = reader.next(piece); !std::holds_alternative<FrameNeedMore>(item); item = reader.next(piece)) {
      const auto* large = std::get_if<FrameTooLarge>(&item);
      if (large != nullptr) return std::string(large->what) + " above " + std::to_string(large->limit);
    }
  }
  return "nothing";
}

TEST(FrameReader, HasTheLimitThatIsGiven) {
  EXPECT_EQ(too_large(Framing::sse, 10, {"data: 1234\n\n"}), "nothing");
  EXPECT_EQ(too_large(Framing::sse, 10, {"data: 12345\n\n"}), "a line above 10");
  EXPECT_EQ(too_large(Framing::sse, 10, {"data: 1234\ndata: 1234\ndata: 1\n"}), "an event's data above 10");
  EXPECT_EQ(too_large(Framing::ndjson, 10, {"1234567890\n"}), "nothing");
  EXPECT_EQ(too_large(Framing::ndjson, 10, {"12345678901\n"}), "a line above 10");
  EXPECT_EQ(too_large(Framing::json_array, 10, {"[{\"a\":1234},1]"}), "nothing");
  EXPECT_EQ(too_large(Framing::json_array, 10, {"[{\"a\":12345}]"}), "an element above 10");
}

// An endless comment is a line like any other, wherever it is cut.
TEST(FrameReader, RefusesALongComment) {
  EXPECT_EQ(too_large(Framing::sse, 10, {": 12345678\n\n"}), "nothing");
  EXPECT_EQ(too_large(Framing::sse, 10, {": 123456789\n\n"}), "a line above 10");
  EXPECT_EQ(too_large(Framing::sse, 10, {": 12345", "67890", "12345"}), "a line above 10");
  FrameReader reader(Framing::sse, 10);
  std::string_view input = "data: a\n\n:12345678901";
  ASSERT_TRUE(std::holds_alternative<Frame>(reader.next(input)));
  for (int count = 0; count < 2; ++count) {
    const auto item = reader.next(input);
    ASSERT_TRUE(std::holds_alternative<FrameTooLarge>(item));
    EXPECT_EQ(std::get<FrameTooLarge>(item).offset, 9U);
  }
}

}  // namespace
}  // namespace wiretape::wire
