#include "wiretape/mockserver/serve/listener_faults.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using net::Security;
using ::testing::HasSubstr;
using ::testing::Optional;
using namespace std::chrono_literals;

void expect_mistake(const ListenerFault& fault, const std::string& words) {
  EXPECT_THAT(mistake_in(fault, Security::tls),
              Optional(::testing::AllOf(::testing::StartsWith(std::string(name_of(fault.action))), HasSubstr(words))));
}

TEST(ListenerFault, IsSound) {
  const std::vector<ListenerAction> actions{Refuse{},   Silent{}, Silent{0s},     DelayFirstRead{24h},
                                            TlsStall{}, TlsCut{}, SlowRead{1, 0s}};
  for (const auto& action : actions)
    EXPECT_EQ(mistake_in({action, {3}}, Security::tls), std::nullopt) << name_of(action);
  EXPECT_EQ(mistake_in({.action = Silent{}, .connections = {3, 3}, .hits = 1}, Security::plain), std::nullopt);
}

TEST(ListenerFault, NeedsTlsForTheHandshake) {
  EXPECT_THAT(mistake_in({TlsStall{}}, Security::plain),
              Optional(HasSubstr("handshake_stall acts in TLS's handshake")));
  EXPECT_THAT(mistake_in({TlsCut{}}, Security::plain), Optional(HasSubstr("serve over TLS")));
}

TEST(ListenerFault, HasSoundNumbers) {
  expect_mistake({Silent{-1us}}, "from 0 to 24h");
  expect_mistake({Silent{24h + 1us}}, "from 0 to 24h");
  expect_mistake({DelayFirstRead{-1us}}, "from 0 to 24h");
  expect_mistake({SlowRead{1, -1us}}, "from 0 to 24h");
  expect_mistake({SlowRead{0, 1ms}}, "at least 1 byte");
  expect_mistake({Silent{}, {0}}, "counted from 1");
  expect_mistake({Silent{}, {3, 2}}, "before the first");
  expect_mistake({.action = Silent{}, .hits = 0}, "at least 1 connection");
}

TEST(ListenerFault, RefusesWithoutCounting) {
  expect_mistake({Refuse{}, {1, 2}}, "can't count them");
  expect_mistake({.action = Refuse{}, .hits = 3}, "can't count them");
}

}  // namespace
}  // namespace wiretape::mockserver
