#include "wiretape/core/net/call/resolve.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/net/testing/latch.h"

namespace wiretape::net {
namespace {

using boost::asio::ip::tcp;
using wiretape::net::testing::Latch;

ResolveResult must_not_be_called(const std::string& host, std::uint16_t) {
  ADD_FAILURE() << "looked up " << host;
  return text::SystemError{"not expected"};
}

/// Resolves and waits for the answer.
ResolveResult resolve(const std::string& host, Lookup lookup) {
  boost::asio::io_context context;
  std::optional<ResolveResult> answer;
  const auto resolution = Resolution::start(context.get_executor(), host, 8089, std::move(lookup),
                                            [&](ResolveResult result) { answer = std::move(result); });
  EXPECT_FALSE(answer.has_value()) << "called before start returned";
  context.run();
  EXPECT_TRUE(answer.has_value());
  return answer.value_or(text::SystemError{"no answer"});
}

std::vector<tcp::endpoint> endpoints(const ResolveResult& result) {
  if (const auto* error = std::get_if<text::SystemError>(&result)) {
    ADD_FAILURE() << error->cause;
    return {};
  }
  return std::get<std::vector<tcp::endpoint>>(result);
}

const tcp::endpoint ipv4_loopback(boost::asio::ip::address_v4::loopback(), 8089);
const tcp::endpoint ipv6_loopback(boost::asio::ip::address_v6::loopback(), 8089);

TEST(Resolve, TakesNumericAddressesAsTheyAre) {
  EXPECT_THAT(endpoints(resolve("127.0.0.1", must_not_be_called)), ::testing::ElementsAre(ipv4_loopback));
  EXPECT_THAT(endpoints(resolve("::1", must_not_be_called)), ::testing::ElementsAre(ipv6_loopback));
}

TEST(Resolve, LooksNamesUp) {
  const auto result = resolve("example", [](const std::string& host, std::uint16_t port) -> ResolveResult {
    EXPECT_EQ(host, "example");
    EXPECT_EQ(port, 8089);
    return std::vector{ipv6_loopback, ipv4_loopback};
  });
  EXPECT_THAT(endpoints(result), ::testing::ElementsAre(ipv6_loopback, ipv4_loopback));
}

TEST(Resolve, TheSystemKnowsLocalhost) {
  EXPECT_THAT(endpoints(resolve("localhost", system_lookup)),
              ::testing::Contains(::testing::AnyOf(ipv4_loopback, ipv6_loopback)));
}

// A label above 63 bytes is refused by the resolver library itself: no name server is asked.
TEST(Resolve, TheSystemSaysWhyANameHasNoAddress) {
  const auto result = resolve(std::string(64, 'a') + ".invalid", system_lookup);
  const auto* error = std::get_if<text::SystemError>(&result);
  ASSERT_NE(error, nullptr);
  EXPECT_THAT(error->cause, ::testing::Not(::testing::IsEmpty()));
}

TEST(Resolve, AForgottenLookupIsNotReported) {
  boost::asio::io_context context;
  const auto entered = std::make_shared<Latch>();
  const auto released = std::make_shared<Latch>();
  bool was_called = false;
  auto resolution = Resolution::start(
      context.get_executor(), "stuck", 1,
      [entered, released](const std::string&, std::uint16_t) -> ResolveResult {
        entered->open();
        released->wait();
        return text::SystemError{"late"};
      },
      [&](const ResolveResult&) { was_called = true; });
  entered->wait();
  resolution = Resolution();
  context.run();  // returns: a forgotten lookup is no work
  released->open();
  context.restart();
  context.run();
  EXPECT_FALSE(was_called);
}

TEST(Resolve, AnAnswerOnItsWayIsForgottenToo) {
  boost::asio::io_context context;
  bool was_called = false;
  {
    const auto resolution = Resolution::start(context.get_executor(), "127.0.0.1", 1, must_not_be_called,
                                              [&](const ResolveResult&) { was_called = true; });
  }
  context.run();
  EXPECT_FALSE(was_called);
}

TEST(Resolve, RunsABoundedNumberOfLookupsAtATime) {
  struct Counts {
    std::atomic<std::size_t> running = 0;
    std::atomic<std::size_t> most = 0;
    Latch full;
    Latch released;
  };
  const auto counts = std::make_shared<Counts>();
  const Lookup lookup = [counts](const std::string&, std::uint16_t) -> ResolveResult {
    const auto running = ++counts->running;
    auto most = counts->most.load();
    while (running > most && !counts->most.compare_exchange_weak(most, running)) {
    }
    if (running == max_lookup_threads) counts->full.open();
    counts->released.wait();
    --counts->running;
    return text::SystemError{"none"};
  };

  boost::asio::io_context context;
  std::size_t answers = 0;
  std::vector<Resolution> resolutions;
  constexpr std::size_t asked = max_lookup_threads * 3;
  for (std::size_t i = 0; i < asked; ++i) {
    resolutions.push_back(
        Resolution::start(context.get_executor(), "name", 1, lookup, [&](const ResolveResult&) { ++answers; }));
  }
  counts->full.wait();
  counts->released.open();
  context.run();
  EXPECT_EQ(answers, asked);
  EXPECT_EQ(counts->most, max_lookup_threads);
}

}  // namespace
}  // namespace wiretape::net
