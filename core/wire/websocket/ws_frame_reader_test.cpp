#include "wiretape/core/wire/websocket/ws_frame_reader.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"

namespace wiretape::wire {
namespace {

struct ReadFrame {
  WsFrameHead head;
  std::uint64_t offset = 0;
  std::string payload;
  bool whole = false;

  friend bool operator==(const ReadFrame&, const ReadFrame&) = default;
};

std::vector<ReadFrame> read_frames(const Pieces& pieces) {
  std::vector<ReadFrame> frames;
  WsFrameReader reader;
  for (std::string_view input : pieces) {
    for (bool more = true; more;) {
      const WsFrameStep step = reader.next(input);
      if (const auto* begin = std::get_if<WsFrameBegin>(&step))
        frames.push_back({begin->head, begin->offset, {}, false});
      if (const auto* piece = std::get_if<WsFrameBytes>(&step)) frames.back().payload += piece->bytes;
      if (std::holds_alternative<WsFrameEnd>(step)) frames.back().whole = true;
      more = !std::holds_alternative<WsNeedMore>(step);
    }
    EXPECT_TRUE(input.empty());
  }
  return frames;
}

struct WrittenFrames {
  std::string bytes;
  std::vector<ReadFrame> frames;

  void add(WsFrameHead head, const std::string& payload) {
    const std::size_t offset = bytes.size();
    append_ws_frame(bytes, head, payload);
    head.length = payload.size();
    frames.push_back({head, offset, payload, true});
  }
};

TEST(WsFrameReader, ReadsFramesOfEveryKindAtEverySplit) {
  WrittenFrames written;
  const WsMaskKey key = {0xA1, 0x02, 0xB3, 0x04};
  written.add({.fin = false}, "Hel");
  written.add({.opcode = WsOpcode::ping, .mask = key}, "");
  written.add({.opcode = WsOpcode::continuation, .mask = key}, "lo, world");
  written.add({.fin = false, .rsv = 5, .opcode = WsOpcode{12}, .form = WsLengthForm::bits16}, "not allowed");
  written.add({.opcode = WsOpcode::binary, .mask = key}, std::string(300, '\xFF'));
  written.add({.opcode = WsOpcode::close}, "");
  for (std::size_t place = 0; place <= written.bytes.size(); ++place) {
    const std::string_view text = written.bytes;
    EXPECT_EQ(read_frames({text.substr(0, place), text.substr(place)}), written.frames) << place;
  }
  for (const std::size_t size : {1U, 2U, 3U, 7U})
    EXPECT_EQ(read_frames(pieces_of_size(written.bytes, size)), written.frames);
}

TEST(WsFrameReader, ReadsLongFramesPieceByPiece) {
  for (const auto& mask : {std::optional<WsMaskKey>(), std::optional(WsMaskKey{9, 8, 7, 6})}) {
    WrittenFrames written;
    std::string payload;
    for (std::size_t at = 0; at < 100'003; ++at)
      payload += static_cast<char>(at * 31);
    written.add({.opcode = WsOpcode::binary, .mask = mask}, payload);
    written.add({.mask = mask}, "x");
    EXPECT_TRUE(read_frames({written.bytes}) == written.frames);
    EXPECT_TRUE(read_frames(pieces_of_size(written.bytes, 16'385)) == written.frames);
    EXPECT_TRUE(read_frames(random_pieces(written.bytes, 1, 40'000)) == written.frames);
  }
}

TEST(WsFrameReader, KnowsWhereAFinWouldCutAFrame) {
  WsFrameReader reader;
  const auto feed = [&](std::string_view input) {
    while (!std::holds_alternative<WsNeedMore>(reader.next(input))) {
    }
    return reader.in_frame();
  };
  EXPECT_FALSE(feed(""));
  EXPECT_TRUE(feed("\x81"));
  EXPECT_TRUE(feed("\x02"));
  EXPECT_TRUE(feed("h"));
  EXPECT_FALSE(feed("i"));
  EXPECT_TRUE(feed("\x88"));
  EXPECT_EQ(reader.frame_offset(), 4U);
  EXPECT_EQ(reader.consumed(), 5U);
  EXPECT_FALSE(feed(std::string_view("\0", 1)));
}

}  // namespace
}  // namespace wiretape::wire
