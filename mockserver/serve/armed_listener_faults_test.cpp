#include "wiretape/mockserver/serve/armed_listener_faults.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

ArmedListenerFaults arm(std::vector<ListenerFault> faults) {
  return ArmedListenerFaults(std::move(faults));
}

/// What hits each of the next connections; "-" for nothing.
std::string next(ArmedListenerFaults& faults, int connections) {
  std::string names;
  for (int i = 0; i < connections; ++i) {
    const auto hit = faults.next_connection();
    names.append(hit ? name_of(*hit) : "-").append(" ");
  }
  return names;
}

TEST(ArmedListenerFaults, HitNothingUnarmed) {
  ArmedListenerFaults faults;
  EXPECT_EQ(next(faults, 2), "- - ");
  EXPECT_FALSE(faults.refuses());
}

TEST(ArmedListenerFaults, HitTheConnectionsNamed) {
  auto faults = arm({{Silent{}, {2, 3}}, {TlsCut{}, {5}}});
  EXPECT_EQ(next(faults, 6), "- silent silent - handshake_cut handshake_cut ");
}

TEST(ArmedListenerFaults, HitNoMoreThanTheyMay) {
  auto faults = arm({{.action = Silent{}, .connections = {2}, .hits = 2}});
  EXPECT_EQ(next(faults, 5), "- silent silent - - ");
}

TEST(ArmedListenerFaults, HitByTheFirstThatFits) {
  auto faults = arm({{.action = Silent{}, .hits = 1}, {TlsStall{}, {1, 2}}, {SlowRead{1, 1ms}}});
  EXPECT_EQ(next(faults, 4), "silent handshake_stall slow_read slow_read ");
}

TEST(ArmedListenerFaults, RefuseOnceTheConnectionsBeforeHaveCome) {
  auto faults = arm({{Silent{}}, {Refuse{}, {3}}});
  EXPECT_FALSE(faults.refuses());
  EXPECT_EQ(next(faults, 1), "silent ");
  EXPECT_FALSE(faults.refuses());
  EXPECT_EQ(next(faults, 1), "silent ");
  EXPECT_TRUE(faults.refuses());
}

TEST(ArmedListenerFaults, RefuseFromTheStart) {
  EXPECT_TRUE(arm({{Refuse{}}}).refuses());
}

}  // namespace
}  // namespace wiretape::mockserver
