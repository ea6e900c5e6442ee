// permessage-deflate both ways: what WsDeflater packs, WsMessageReader reads, whatever was agreed on.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <zlib.h>

#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_inflater.h"
#include "wiretape/core/wire/websocket/ws_readings_for_test.h"

namespace wiretape::wire {
namespace {

using namespace std::string_literals;

constexpr WsFrameHead packed_text = {.rsv = ws_rsv1};

std::string packed_frame(std::string_view packed, WsFrameHead head = packed_text) {
  std::string out;
  append_ws_frame(out, head, packed);
  return out;
}

// As a client reads it with everything agreed on that costs nothing, which must be the same at every split.
WsReading read_packed(const std::string& bytes, WsLimits limits = {}, WsDeflateParams agreed = {}) {
  WsReading whole = read_ws({bytes}, WsRole::client, limits, agreed);
  for (const std::size_t size : {1U, 2U, 3U, 7U})
    EXPECT_EQ(read_ws(pieces_of_size(bytes, size), WsRole::client, limits, agreed).text, whole.text);
  for (std::size_t place = 0; place <= bytes.size() && bytes.size() < 200; ++place) {
    const std::string_view text = bytes;
    EXPECT_EQ(read_ws({text.substr(0, place), text.substr(place)}, WsRole::client, limits, agreed).text, whole.text);
  }
  return whole;
}

std::string first_violation(const WsReading& reading) {
  return reading.violations.empty() ? reading.text : describe(reading.violations.front());
}

// RFC 7692 section 7.2.3.
TEST(WsPackedMessages, AreReadAsTheStandardsExamples) {
  const std::string hello = packed_frame("\xf2\x48\xcd\xc9\xc9\x07\x00"s);
  EXPECT_EQ(read_packed(hello).messages, (std::vector<WsMessage>{{true, "Hello"}}));
  const std::string in_fragments = packed_frame("\xf2\x48\xcd", {.fin = false, .rsv = ws_rsv1}) +
                                   packed_frame("\xc9\xc9\x07\x00"s, {.opcode = WsOpcode::continuation});
  EXPECT_EQ(read_packed(in_fragments).messages, (std::vector<WsMessage>{{true, "Hello"}}));
  const std::string sharing = hello + packed_frame("\xf2\x00\x11\x00\x00"s);
  EXPECT_EQ(read_packed(sharing).messages, (std::vector<WsMessage>{{true, "Hello"}, {true, "Hello"}}));
  const std::string stored = packed_frame("\x00\x05\x00\xfa\xff\x48\x65\x6c\x6c\x6f\x00"s);
  EXPECT_EQ(read_packed(stored).messages, (std::vector<WsMessage>{{true, "Hello"}}));
  const std::string final_block = packed_frame("\xf3\x48\xcd\xc9\xc9\x07\x00\x00"s);
  EXPECT_EQ(read_packed(final_block + sharing).messages.size(), 3U);
  const std::string two_blocks = packed_frame("\xf2\x48\x05\x00\x00\x00\xff\xff\xca\xc9\xc9\x07\x00"s);
  EXPECT_EQ(read_packed(two_blocks).messages, (std::vector<WsMessage>{{true, "Hello"}}));
  EXPECT_EQ(read_packed(packed_frame("\x00"s)).messages, (std::vector<WsMessage>{{true, ""}}));
}

TEST(WsPackedMessages, KeepTheirContextOverAFinalBlock) {
  const std::string bytes = packed_frame("\xf3\x48\xcd\xc9\xc9\x07\x00\x00"s) + packed_frame("\xf2\x00\x11\x00\x00"s);
  EXPECT_EQ(read_packed(bytes).messages, (std::vector<WsMessage>{{true, "Hello"}, {true, "Hello"}}));
}

TEST(WsPackedMessages, AreTakenWhereNothingFollowsTheFinalBlock) {
  const std::string bytes = packed_frame("\xf3\x48\xcd\xc9\xc9\x07\x00"s) + packed_frame(""s);
  EXPECT_EQ(read_packed(bytes).messages, (std::vector<WsMessage>{{true, "Hello"}, {true, ""}}));
}

TEST(WsPackedMessages, StandBesideThoseThatAreNot) {
  const std::string hello = packed_frame("\xf2\x48\xcd\xc9\xc9\x07\x00"s);
  const std::string bytes = hello + packed_frame("plain", {}) + hello;
  EXPECT_EQ(read_packed(bytes).messages, (std::vector<WsMessage>{{true, "Hello"}, {true, "plain"}, {true, "Hello"}}));
}

TEST(WsPackedMessages, MayNotReferToOthersWhereThatWasAgreedOn) {
  const std::string bytes = packed_frame("\xf2\x48\xcd\xc9\xc9\x07\x00"s) + packed_frame("\xf2\x00\x11\x00\x00"s);
  EXPECT_EQ(first_violation(read_packed(bytes, {}, {.server_no_context_takeover = true})),
            "1007 at 9: a packed message that can't be unpacked");
  EXPECT_TRUE(read_packed(bytes, {}, {.client_no_context_takeover = true}).violations.empty()) << "the other side's";
}

TEST(WsPackedMessages, AreRefusedWhereTheyAreDamaged) {
  EXPECT_EQ(first_violation(read_packed(packed_frame("\xFF\xFF\xFF"))),
            "1007 at 0: a packed message that can't be unpacked");
  EXPECT_EQ(first_violation(read_packed(
                packed_frame("\x00\x05\x00\xfa\xff\x48\x65"s, {.rsv = ws_rsv1, .opcode = WsOpcode::binary}))),
            "1007 at 0: a packed message that can't be unpacked");
}

TEST(WsPackedMessages, AreUtf8WhereTheyAreText) {
  std::string packed;
  WsDeflater deflater(15, true);
  deflater.append(packed, "ab\xFFz");
  deflater.end_message(packed);
  const WsReading reading = read_packed(packed_frame(packed));
  EXPECT_EQ(first_violation(reading), "1007 at 0: a text message that is not UTF-8");
  EXPECT_EQ(reading.begun->bytes, "ab");
}

TEST(WsPackedMessages, AreBoundedAsTheyUnpack) {
  std::string bomb;
  WsDeflater deflater(15, true);
  deflater.append(bomb, std::string(10'000'000, 'x'));
  deflater.end_message(bomb);
  EXPECT_LT(bomb.size(), 20'000U);
  const WsLimits limits{.frame = 20'000, .message = 100'000};
  const WsReading reading = read_packed(packed_frame(bomb), limits);
  EXPECT_EQ(first_violation(reading), "1009 at 0: a packed message of more than 100000 bytes");
  EXPECT_EQ(reading.begun->bytes.size(), 100'000U);
}

std::vector<std::string> texts_to_pack() {
  std::vector<std::string> texts = {"", "Hello", "", "", "Hello", "Hello, Hello, Hello"};
  SplitMix random(7);
  for (const std::size_t size : {100U, 300U, 5'000U, 70'000U}) {
    std::string letters;
    std::string noise;
    while (letters.size() < size) {
      letters += static_cast<char>('a' + random.next() % 4);
      noise += static_cast<char>('!' + random.next() % 90);
    }
    texts.insert(texts.end(), {letters, noise, letters, std::string(size, 'x')});
  }
  return texts;
}

std::string packed_messages(const std::vector<std::string>& texts, int window_bits, bool keeps_context) {
  std::string bytes;
  WsDeflater deflater(window_bits, keeps_context);
  for (const std::string& text : texts) {
    std::string packed;
    for (const auto piece : pieces_of_size(text, 4'001))
      deflater.append(packed, piece);
    deflater.end_message(packed);
    bytes += packed_frame(packed);
  }
  return bytes;
}

TEST(WsPackedMessages, ComeBackAsTheyWerePacked) {
  const std::vector<std::string> texts = texts_to_pack();
  for (const int window_bits : {8, 9, 10, 15}) {
    for (const bool keeps_context : {true, false}) {
      const WsReading reading = read_packed(packed_messages(texts, window_bits, keeps_context), {},
                                            {.server_no_context_takeover = !keeps_context});
      ASSERT_EQ(reading.messages.size(), texts.size()) << reading.violations.size();
      for (std::size_t at = 0; at < texts.size(); ++at)
        EXPECT_TRUE(reading.messages[at].bytes == texts[at]) << at << " of " << window_bits;
    }
  }
}

// zlib as a receiver that has the window that was agreed on and not a byte more: it gets room for one byte at a time,
// so that what was written before is in its window or gone.
bool unpacks_in_window(const std::string& packed, const std::string& text, int window_bits) {
  z_stream stream{};
  inflateInit2(&stream, -window_bits);
  std::string source = packed + "\x00\x00\xff\xff"s;
  stream.next_in = reinterpret_cast<Bytef*>(source.data());
  stream.avail_in = static_cast<uInt>(source.size());
  std::string unpacked;
  int verdict = Z_OK;
  while (verdict == Z_OK && unpacked.size() <= text.size()) {
    Bytef byte = 0;
    stream.next_out = &byte;
    stream.avail_out = 1;
    verdict = inflate(&stream, Z_SYNC_FLUSH);
    if (stream.avail_out == 0) unpacked += static_cast<char>(byte);
  }
  inflateEnd(&stream);
  return unpacked == text;
}

TEST(WsPackedMessages, ReferNoFurtherBackThanAgreed) {
  std::string text;
  for (const std::string& each : texts_to_pack())
    text += each;
  for (const int window_bits : {8, 9, 12, 15}) {
    std::string packed;
    WsDeflater deflater(window_bits, true);
    deflater.append(packed, text);
    deflater.end_message(packed);
    EXPECT_TRUE(unpacks_in_window(packed, text, window_bits)) << window_bits;
  }
}

TEST(WsPackedMessages, ShrinkByWhatWasSaidBefore) {
  const std::string event = R"({"type":"response.output_text.delta","delta":"Hello"})";
  const auto size_of_two = [&](bool keeps_context) {
    return packed_messages({event, event}, 15, keeps_context).size();
  };
  EXPECT_LT(size_of_two(true), size_of_two(false) - 20);
}

}  // namespace
}  // namespace wiretape::wire
