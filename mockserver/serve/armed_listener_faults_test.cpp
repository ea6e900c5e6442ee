#include "wiretape/mockserver/serve/armed_listener_faults.h"

#include <chrono>
#include <functional>
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

TEST(ArmedListenerFaults, ListThoseThatMayStillHit) {
  auto faults = arm({{Refuse{}, {9}}, {.action = Silent{}, .connections = {1, 2}}, {.action = TlsCut{}, .hits = 1}});
  const auto names = [&] {
    std::string all;
    for (const auto& fault : faults.list())
      all.append(name_of(fault.action)).append(" ");
    return all;
  };
  EXPECT_EQ(names(), "refuse silent handshake_cut ");
  EXPECT_EQ(next(faults, 2), "silent silent ");
  EXPECT_EQ(names(), "refuse handshake_cut ");
  EXPECT_EQ(next(faults, 1), "handshake_cut ");
  EXPECT_EQ(names(), "refuse ");
}

TEST(ArmedListenerFaults, AreInForceOnceWhoeverListensSaysSo) {
  ArmedListenerFaults faults;
  int in_force = 0;
  faults.arm({{Refuse{}}}, [&] { ++in_force; });
  EXPECT_EQ(in_force, 1) << "nobody listens";
  std::function<void()> told;
  faults.tell([&](std::function<void()> call) { told = std::move(call); });
  faults.arm({{Silent{}}}, [&] { ++in_force; });
  EXPECT_EQ(in_force, 1);
  EXPECT_FALSE(faults.refuses());
  told();
  EXPECT_EQ(in_force, 2);
  faults.arm({});
  told();
  EXPECT_TRUE(faults.list().empty());
}

}  // namespace
}  // namespace wiretape::mockserver
