#include "wiretape/core/wire/websocket/ws_frame_rules.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

constexpr WsMaskKey rules_test_key = {1, 2, 3, 4};

std::string mistake_in(const WsFrameHead& head, bool in_message = false, bool packed = false) {
  WsFrameRules rules(WsRole::client, packed);
  if (in_message) rules.pass({.fin = false});
  const auto violation = rules.check(head);
  if (violation) {
    EXPECT_EQ(violation->code, 1002);
  }
  return violation ? violation->what : "";
}

TEST(WsFrameRules, TakeWhatTheStandardAllows) {
  for (const WsOpcode opcode : {WsOpcode::text, WsOpcode::binary, WsOpcode::close, WsOpcode::ping, WsOpcode::pong})
    EXPECT_EQ(mistake_in({.opcode = opcode, .length = 125}), "") << to_string(opcode);
  EXPECT_EQ(mistake_in({.opcode = WsOpcode::continuation}, true), "");
  EXPECT_EQ(mistake_in({.fin = false, .length = 1U << 31U}), "");
  EXPECT_EQ(mistake_in({.opcode = WsOpcode::ping}, true), "");
  EXPECT_EQ(mistake_in({.length = 5, .form = WsLengthForm::bits64}), "") << "most clients read it";
}

TEST(WsFrameRules, RefuseTheRest) {
  EXPECT_EQ(mistake_in({.rsv = ws_rsv1}), "a reserved bit that no extension uses here");
  EXPECT_EQ(mistake_in({.rsv = ws_rsv3, .opcode = WsOpcode::ping}), "a reserved bit that no extension uses here");
  EXPECT_EQ(mistake_in({.opcode = WsOpcode{3}}), "a frame of the reserved opcode 3");
  EXPECT_EQ(mistake_in({.opcode = WsOpcode{11}}), "a frame of the reserved opcode 11");
  EXPECT_EQ(mistake_in({.fin = false, .opcode = WsOpcode::pong}), "a control frame in fragments");
  for (const WsFrameHead& wide : {WsFrameHead{.opcode = WsOpcode::close, .length = 126},
                                  WsFrameHead{.opcode = WsOpcode::close, .length = 0, .form = WsLengthForm::bits16},
                                  WsFrameHead{.opcode = WsOpcode::ping, .length = 125, .form = WsLengthForm::bits64}})
    EXPECT_EQ(mistake_in(wide), "a control frame whose length takes more than 7 bits") << wide.length;
  EXPECT_EQ(mistake_in({.opcode = WsOpcode::continuation}), "a continuation of no message");
  EXPECT_EQ(mistake_in({.opcode = WsOpcode::binary}, true), "a new message inside another one");
  EXPECT_EQ(mistake_in({.length = std::uint64_t{1} << 63U}), "a frame of 2^63 bytes or more");
}

TEST(WsFrameRules, TakeThePackedBitOnlyWhereAMessageBeginsAndItWasAgreedOn) {
  EXPECT_EQ(mistake_in({.rsv = ws_rsv1}, false, true), "");
  EXPECT_NE(mistake_in({.rsv = ws_rsv2}, false, true), "");
  EXPECT_NE(mistake_in({.rsv = ws_rsv1 | ws_rsv2}, false, true), "");
  EXPECT_NE(mistake_in({.rsv = ws_rsv1, .opcode = WsOpcode::continuation}, true, true), "");
  EXPECT_NE(mistake_in({.rsv = ws_rsv1, .opcode = WsOpcode::ping}, false, true), "");
}

TEST(WsFrameRules, HaveClientsMaskAndServersNot) {
  const WsFrameRules of_server(WsRole::server, false);
  EXPECT_FALSE(of_server.check({.mask = rules_test_key}));
  EXPECT_EQ(of_server.check({})->what, "a client's frame that is not masked");
  EXPECT_EQ(mistake_in({.mask = rules_test_key}), "a server's frame that is masked");
}

TEST(WsFrameRules, KnowWhetherAMessageIsOpen) {
  WsFrameRules rules(WsRole::client, false);
  const auto is_open = [&] { return !rules.check({.opcode = WsOpcode::continuation}); };
  EXPECT_FALSE(is_open());
  rules.pass({.fin = false});
  rules.pass({.opcode = WsOpcode::ping});
  rules.pass({.fin = false, .opcode = WsOpcode::continuation});
  EXPECT_TRUE(is_open());
  rules.pass({.opcode = WsOpcode::continuation});
  EXPECT_FALSE(is_open());
}

}  // namespace
}  // namespace wiretape::wire
