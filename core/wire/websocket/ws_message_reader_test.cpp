#include "wiretape/core/wire/websocket/ws_message_reader.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_readings_for_test.h"

namespace wiretape::wire {
namespace {

using namespace std::string_literals;

std::string server_frame(const WsFrameHead& head, std::string_view payload) {
  std::string out;
  append_ws_frame(out, head, payload);
  return out;
}

// As a client reads it, which must be the same at every split.
WsReading read_at_every_split(const std::string& bytes, WsLimits limits = {}) {
  WsReading whole = read_ws({bytes}, WsRole::client, limits);
  for (const std::size_t size : {1U, 2U, 3U, 7U})
    EXPECT_EQ(read_ws(pieces_of_size(bytes, size), WsRole::client, limits).text, whole.text);
  for (std::size_t place = 0; place <= bytes.size() && bytes.size() < 1000; ++place) {
    const std::string_view text = bytes;
    EXPECT_EQ(read_ws({text.substr(0, place), text.substr(place)}, WsRole::client, limits).text, whole.text) << place;
  }
  return whole;
}

std::string violation_of(const std::string& bytes, WsLimits limits = {}) {
  const WsReading reading = read_at_every_split(bytes, limits);
  return reading.violations.empty() ? reading.text : describe(reading.violations.front());
}

TEST(WsMessageReader, TellsMessagesFramesAndWhatComesBetweenThem) {
  const std::string bytes = server_frame({.fin = false}, "Hel") + server_frame({.opcode = WsOpcode::ping}, "are you") +
                            server_frame({.fin = false, .opcode = WsOpcode::continuation}, "") +
                            server_frame({.opcode = WsOpcode::pong}, "") +
                            server_frame({.opcode = WsOpcode::continuation}, "lo") +
                            server_frame({.opcode = WsOpcode::binary}, "\xFF") +
                            server_frame({.opcode = WsOpcode::close}, ws_close_payload(1000, "d\xC3\xB6ne"));
  EXPECT_EQ(read_at_every_split(bytes).text,
            "frame at 0: text 3\n"
            "begin text\n"
            "bytes Hel\n"
            "frame at 5: fin ping 7\n"
            "ping are you\n"
            "frame at 14: continuation 0\n"
            "frame at 16: fin pong 0\n"
            "pong \n"
            "frame at 18: fin continuation 2\n"
            "bytes lo\n"
            "end\n"
            "frame at 22: fin binary 1\n"
            "begin binary\n"
            "bytes \xFF\n"
            "end\n"
            "frame at 25: fin close 7\n"
            "close 1000 d\xC3\xB6ne\n"
            "closed\n");
}

TEST(WsMessageReader, TellsAnEmptyMessageAndAnEmptyClose) {
  EXPECT_EQ(read_at_every_split(server_frame({}, "") + server_frame({.opcode = WsOpcode::close}, "")).text,
            "frame at 0: fin text 0\nbegin text\nend\nframe at 2: fin close 0\nclose without a code \nclosed\n");
}

TEST(WsMessageReader, PassesOverWhatFollowsAClose) {
  const std::string close = server_frame({.opcode = WsOpcode::close}, ws_close_payload(1001));
  EXPECT_EQ(read_at_every_split(close + "\xFF\xFF\xFF\xFF").text, read_at_every_split(close).text);
}

TEST(WsMessageReader, KnowsWhatAFinWouldCut) {
  EXPECT_EQ(read_at_every_split("\x01"s).text, " in a frame\n");
  EXPECT_EQ(read_at_every_split("\x81\x02"
                                "a"s)
                .text,
            "frame at 0: fin text 2\nbegin text\nbytes a\n in a message in a frame\n");
  EXPECT_EQ(read_at_every_split(server_frame({.fin = false}, "a")).text,
            "frame at 0: text 1\nbegin text\nbytes a\n in a message\n");
}

TEST(WsMessageReader, ClosesWith1002OnWhatFramesMayNotBe) {
  const std::string hello = server_frame({}, "hello");
  EXPECT_EQ(violation_of(hello + server_frame({.opcode = WsOpcode{3}}, "abc")),
            "1002 at 7: a frame of the reserved opcode 3");
  EXPECT_EQ(violation_of(hello + server_frame({.mask = WsMaskKey{1, 2, 3, 4}}, "abc")),
            "1002 at 7: a server's frame that is masked");
  EXPECT_EQ(violation_of("\x83\x7F"), "1002 at 0: a frame of the reserved opcode 3") << "the head is not whole";
  EXPECT_EQ(violation_of("\x89\x7E"), "1002 at 0: a control frame whose length takes more than 7 bits");
  EXPECT_EQ(violation_of("\x89\x7E\0\0"s), violation_of("\x89\x7E")) << "wherever it is cut";
  EXPECT_EQ(violation_of("\x81\x7F\x80\0\0\0\0\0\0\0"s), "1002 at 0: a frame of 2^63 bytes or more");
}

TEST(WsMessageReader, ClosesWith1007AtTheFirstByteThatIsNotUtf8) {
  EXPECT_EQ(violation_of(server_frame({}, "ab\xE2\x82 and much more")), "1007 at 6: a text message that is not UTF-8");
  EXPECT_EQ(violation_of("\x81\x7D" + "ab\xFF"s), "1007 at 4: a text message that is not UTF-8")
      << "and waits for no more";
  EXPECT_EQ(violation_of(server_frame({.fin = false}, "\xF0\x9F") + server_frame({.opcode = WsOpcode::ping}, "") +
                         server_frame({.opcode = WsOpcode::continuation}, "\x98\x41")),
            "1007 at 9: a text message that is not UTF-8");
  EXPECT_EQ(violation_of(server_frame({}, "\xC3")), "1007 at 3: a text message that ends inside a character");
  const WsReading reading = read_at_every_split(server_frame({}, "ab\xE2\x82z"));
  EXPECT_EQ(reading.begun->bytes, "ab\xE2\x82") << "what came before it is told";
}

TEST(WsMessageReader, TakesCharactersThatFragmentsCut) {
  EXPECT_EQ(read_at_every_split(server_frame({.fin = false}, "\xF0\x9F") +
                                server_frame({.opcode = WsOpcode::continuation}, "\x98\x80"))
                .messages.front()
                .bytes,
            "\xF0\x9F\x98\x80");
  EXPECT_EQ(read_at_every_split(server_frame({.opcode = WsOpcode::binary}, "\xF0\x9F")).messages.size(), 1U);
  EXPECT_EQ(violation_of(server_frame({}, "a") + server_frame({}, "\x80")),
            "1007 at 5: a text message that is not UTF-8");
}

std::string violation_of_close(const std::string& payload) {
  return violation_of(server_frame({.opcode = WsOpcode::close}, payload));
}

TEST(WsMessageReader, TakesNoCloseWithAWrongCodeOrReason) {
  EXPECT_EQ(violation_of_close("\x03"), "1002 at 0: a close frame of one byte");
  EXPECT_EQ(violation_of_close(ws_close_payload(1005)), "1002 at 0: a close with the code 1005");
  EXPECT_EQ(violation_of_close(ws_close_payload(65'535)), "1002 at 0: a close with the code 65535");
  EXPECT_EQ(violation_of_close(ws_close_payload(1000, "\xFF")), "1007 at 0: a close with a reason that is not UTF-8");
  EXPECT_EQ(violation_of_close(ws_close_payload(1000, "\xC3")), "1007 at 0: a close with a reason that is not UTF-8");
}

TEST(WsMessageReader, ClosesWith1009AboveItsLimitsBeforeThePayloadComes) {
  const WsLimits limits{.frame = 10, .message = 15};
  EXPECT_EQ(violation_of("\x82\x0B", limits), "1009 at 0: a frame of 11 bytes, where 10 are allowed");
  const std::string ten = server_frame({.fin = false, .opcode = WsOpcode::binary}, "0123456789");
  EXPECT_EQ(violation_of(ten + "\x80\x06", limits), "1009 at 12: a message of more than 15 bytes");
  const WsReading reading =
      read_at_every_split(ten + server_frame({.opcode = WsOpcode::continuation}, "abcde") + ten, limits);
  EXPECT_TRUE(reading.violations.empty()) << reading.text;
  EXPECT_EQ(violation_of("\x82\x7F\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", {~std::uint64_t{0}, 100}),
            "1009 at 0: a message of more than 100 bytes");
}

TEST(WsMessageReader, SaysTheSameViolationEverAfter) {
  WsMessageReader reader(WsRole::server);
  std::string_view input = "\x81\x01x";
  for (int call = 0; call < 3; ++call) {
    const WsStep step = reader.next(input);
    ASSERT_TRUE(std::holds_alternative<WsViolation>(step));
    EXPECT_EQ(std::get<WsViolation>(step).what, "a client's frame that is not masked");
  }
}

// A gibibyte in one message needs no more memory than a byte.
TEST(WsMessageReader, StreamsAMessageOfAnySize) {
  const std::uint64_t size = std::uint64_t{1} << 30U;
  WsMessageReader reader(WsRole::client, {.frame = size, .message = size});
  std::string head;
  append_ws_frame_head(head, {.opcode = WsOpcode::binary, .length = size});
  const std::string block(std::size_t{1} << 20U, 'x');
  std::uint64_t told = 0;
  bool ended = false;
  const auto feed = [&](std::string_view input) {
    for (bool more = true; more;) {
      const WsStep step = reader.next(input);
      if (const auto* piece = std::get_if<WsMessageBytes>(&step)) told += piece->bytes.size();
      ended = ended || std::holds_alternative<WsMessageEnd>(step);
      more = !std::holds_alternative<WsNeedMore>(step) && !std::holds_alternative<WsViolation>(step);
    }
  };
  feed(head);
  for (std::uint64_t sent = 0; sent < size; sent += block.size())
    feed(block);
  EXPECT_EQ(told, size);
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace wiretape::wire
