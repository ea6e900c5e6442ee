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
      if (std::holds_alternative<FrameTooLarge>(item)) return frames;
    }
  }
  if (const auto rest = reader.rest()) add("rest ", *rest);
  return frames;
}

TEST(FrameReader, PassesOverCommentsAndRetries) {
  EXPECT_THAT(read_frames(Framing::sse, {": c\n\ndata: a\n\nretry: 5\nevent: x\ndata: b\n\ndata: cut"}),
              ElementsAre("4 message|a", "23 x|b"));
}

TEST(FrameReader, ReadsLines) {
  EXPECT_THAT(read_frames(Framing::ndjson, {"{\"a\":1}\n\n2\r\n"}), ElementsAre("0 |{\"a\":1}", "8 |2"));
}

TEST(FrameReader, HasALastLineWithoutAnEnd) {
  EXPECT_THAT(read_frames(Framing::ndjson, {"1\n[DO", "NE]"}), ElementsAre("0 |1", "rest 2 |[DONE]"));
  EXPECT_THAT(read_frames(Framing::ndjson, {"1\n \t"}), ElementsAre("0 |1"));
  EXPECT_THAT(read_frames(Framing::sse, {"data: a"}), IsEmpty());
}

TEST(FrameReader, GivesTheSameFramesForEverySplit) {
  const std::string_view sse = ": c\n\nevent: x\ndata: a\n\ndata: b\r\n\r\ndata: c\n\n";
  const std::string_view lines = "{\"a\":1}\n\r\n2\r\n3\n[4]";
  for (const auto& [framing, bytes] : {std::pair{Framing::sse, sse}, std::pair{Framing::ndjson, lines}}) {
    const Frames whole = read_frames(framing, {bytes});
    EXPECT_GE(whole.size(), 3U);
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      Frames split = read_frames(framing, {bytes.substr(0, cut), bytes.substr(cut)});
      EXPECT_EQ(split.size(), whole.size()) << cut;
      for (std::size_t index = 0; index < split.size() && index < whole.size(); ++index)
        EXPECT_EQ(split[index].substr(split[index].find('|')), whole[index].substr(whole[index].find('|'))) << cut;
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

}  // namespace
}  // namespace wiretape::wire
