#include "wiretape/core/program/stage/pack_messages.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/wire/websocket/ws_readings_for_test.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using wire::WsMessage;

/// Two equal messages with a ping between them, and bytes.
Body body_to_pack() {
  const std::string text = "packed and packed again";
  provider::Events events;
  events.events = {provider::DataEvent{"", text, {}}, provider::CommentEvent{"p"}, provider::DataEvent{"", text, {}},
                   provider::DataEvent{"", "\xFF", {}, "\x82\x01\xFF", wire::Framing::websocket}};
  return encode(events, wire::Framing::websocket);
}

wire::WsReading read_packed(const Body& body, const wire::WsDeflateParams& agreed) {
  return wire::read_ws({body.bytes}, wire::WsRole::client, {}, agreed);
}

TEST(PackMessages, ArePackedForWhoeverAgreedOnIt) {
  for (const wire::WsDeflateParams& agreed :
       {wire::WsDeflateParams{}, wire::WsDeflateParams{.server_no_context_takeover = true},
        wire::WsDeflateParams{.server_max_window_bits = 9}}) {
    Body body = body_to_pack();
    pack_messages(body, agreed);
    const std::string text = "packed and packed again";
    EXPECT_THAT(read_packed(body, agreed).messages,
                ElementsAre(WsMessage{true, text}, WsMessage{true, text}, WsMessage{false, "\xFF"}));
  }
}

TEST(PackMessages, KeepsThePlacesOfMessagesAndPings) {
  Body body = body_to_pack();
  pack_messages(body, {});
  ASSERT_EQ(body.event_starts.size(), 3U);
  EXPECT_EQ(body.bytes.substr(0, 1), "\xC1");
  EXPECT_EQ(body.bytes.substr(body.comment_starts.at(0), 3), "\x89\x01p");
  EXPECT_EQ(body.bytes.substr(body.event_starts.at(2), 1), "\xC2");
  const std::size_t first = body.comment_starts.at(0);
  const std::size_t second = body.event_starts.at(2) - body.event_starts.at(1);
  EXPECT_LT(second, first) << "the second refers to the first";
}

TEST(PackMessages, LeavesWhatIsNoWholeMessageAsItIs) {
  provider::Events events;
  for (const std::string frames : {"\x88\x02\x03\xE8",
                                   "\x01\x01"
                                   "a\x80\x01"
                                   "b",
                                   "\x83\x01"
                                   "a",
                                   "\x81\x81"
                                   "1234a"})
    events.events.emplace_back(provider::DataEvent{"", "", {}, frames, wire::Framing::websocket});
  Body body = encode(events, wire::Framing::websocket);
  const std::string before = body.bytes;
  pack_messages(body, {});
  EXPECT_EQ(body.bytes, before);
}

}  // namespace
}  // namespace wiretape::program
