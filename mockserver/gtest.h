#pragma once

// For tests that use GoogleTest; nothing else of wiretape includes it. Bring your own GTest::gmock.
//
//   using namespace wiretape::mockserver::matchers;
//   EXPECT_THAT(server, Received(Request().path("/v1/chat/completions").json(R"({"model":"gpt-4o"})")).times(2));
//   EXPECT_THAT(server, AllMatched());
//   EXPECT_THAT(server, AllUsed());
//   EXPECT_THAT(server, AllHit());
//   EXPECT_THAT(server, Retried(Request().path("/v1/chat/completions")).times(2).waiting_at_least(500ms));
//   EXPECT_THAT(server, Retried(Request()).heeding_retry_after());

#include <chrono>
#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include <gmock/gmock.h>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/control/back_off.h"
#include "wiretape/mockserver/control/received_requests.h"
#include "wiretape/mockserver/mock_server.h"

namespace wiretape::mockserver {

/// How a failed assertion shows a server: the newest requests that its journal holds, one a line.
inline void PrintTo(const MockServer& server, std::ostream* out) {
  const auto entries = server.journal().entries();
  *out << "a mock server that received " << (entries.empty() ? "nothing" : "these requests:") << list_entries(entries)
       << "\n ";  // GoogleTest goes on with " (of type …)"
}

namespace matchers {

/// What a request must be, in a tape's own terms. Every clause named must hold.
class Request {
 public:
  Request& method(std::string method) {
    rule_.method = std::move(method);
    return *this;
  }
  /// As in a tape: segments may be "*" or "{name}".
  Request& path(std::string path) {
    rule_.path = std::move(path);
    return *this;
  }
  /// JSON text: each of its members must be in the body.
  Request& json(std::string text) {
    rule_.json = std::move(text);
    return *this;
  }
  Request& query(std::string name, std::string value) {
    rule_.query.push_back({std::move(name), {tape::TextRule::Kind::equals, std::move(value)}});
    return *this;
  }
  Request& header(std::string name, std::string value) {
    rule_.headers.push_back({std::move(name), {tape::TextRule::Kind::equals, std::move(value)}});
    return *this;
  }
  /// The body or, where that is JSON, a text in it contains this.
  Request& body_contains(std::string text) {
    rule_.body.push_back({tape::TextRule::Kind::contains, std::move(text)});
    return *this;
  }

  [[nodiscard]] const tape::RequestRule& rule() const { return rule_; }

 private:
  tape::RequestRule rule_;
};

/// Matches a MockServer whose journal holds requests that meet a rule: at least one, or as many as times() says.
class ReceivedMatcher {
 public:
  using is_gtest_matcher = void;

  explicit ReceivedMatcher(tape::RequestRule rule) : rule_(std::move(rule)) {}

  /// Exactly that many.
  [[nodiscard]] ReceivedMatcher times(std::size_t count) const {
    auto copy = *this;
    copy.times_ = count;
    return copy;
  }
  /// Only those of one session; "" is the session of requests without a prefix.
  [[nodiscard]] ReceivedMatcher in_session(std::string session) const {
    auto copy = *this;
    copy.session_ = std::move(session);
    return copy;
  }

  bool MatchAndExplain(const MockServer& server, ::testing::MatchResultListener* listener) const {
    const auto [count, nearest_miss] = count_requests(server.journal().entries({.session = session_}), rule_);
    const bool is_met = times_ ? count == *times_ : count > 0;
    *listener << "\n  ";
    if (is_met || count > 0) {
      *listener << count << (count == 1 ? " of them meets that" : " of them meet that");
    } else {
      *listener << (nearest_miss.empty() ? "nothing comes near that" : nearest_miss);
    }
    return is_met;
  }
  void DescribeTo(std::ostream* out) const { describe(*out, "received"); }
  void DescribeNegationTo(std::ostream* out) const { describe(*out, "has not received"); }

 private:
  void describe(std::ostream& out, const char* verb) const {
    out << verb << " " << describe_rule(rule_);
    if (session_) out << " in session '" << *session_ << "'";
    if (times_) out << ", " << *times_ << (*times_ == 1 ? " time" : " times");
  }

  tape::RequestRule rule_;
  std::optional<std::size_t> times_;
  std::optional<std::string> session_;
};

/// EXPECT_THAT(server, Received(Request().path("/v1/models"))).
[[nodiscard]] inline ReceivedMatcher Received(const Request& request) {
  return ReceivedMatcher(request.rule());
}

/// Matches a MockServer whose journal holds requests that meet a rule and were made again (journal::Retry): at least
/// one try again, or as many as times() says.
class RetriedMatcher {
 public:
  using is_gtest_matcher = void;

  explicit RetriedMatcher(tape::RequestRule rule) : rule_(std::move(rule)) {}

  /// Exactly that many tries again, of all such requests together.
  [[nodiscard]] RetriedMatcher times(std::size_t count) const {
    auto copy = *this;
    copy.expected_.retries = count;
    return copy;
  }
  /// Only those of one session; "" is the session of requests without a prefix.
  [[nodiscard]] RetriedMatcher in_session(std::string session) const {
    auto copy = *this;
    copy.session_ = std::move(session);
    return copy;
  }
  /// Each came so long after the end of the answer before, or later.
  [[nodiscard]] RetriedMatcher waiting_at_least(std::chrono::microseconds time) const {
    auto copy = *this;
    copy.expected_.min_wait = time;
    return copy;
  }
  /// None came sooner than the answer before had asked for by its Retry-After, and one of those did ask.
  [[nodiscard]] RetriedMatcher heeding_retry_after() const {
    auto copy = *this;
    copy.expected_.heeds_retry_after = true;
    return copy;
  }

  bool MatchAndExplain(const MockServer& server, ::testing::MatchResultListener* listener) const {
    const auto retries = server.journal().retries({.session = session_, .is = meets(rule_)});
    const auto mistake = back_off_mistake(retries, expected_);
    *listener << "\n  " << mistake.value_or("that is so");
    for (const auto& entry : retries)
      *listener << "\n  " << describe_retry(entry);
    return !mistake;
  }
  void DescribeTo(std::ostream* out) const { describe(*out, "was asked again"); }
  void DescribeNegationTo(std::ostream* out) const { describe(*out, "was not asked again"); }

 private:
  void describe(std::ostream& out, const char* verb) const {
    out << verb << " for " << describe_rule(rule_);
    if (session_) out << " in session '" << *session_ << "'";
    if (expected_.retries) out << ", " << *expected_.retries << (*expected_.retries == 1 ? " time" : " times");
    if (expected_.min_wait.count() > 0) {
      out << ", at least " << std::chrono::duration<double>(expected_.min_wait).count() << " s after the answer before";
    }
    if (expected_.heeds_retry_after) out << ", no sooner than Retry-After allowed";
  }

  tape::RequestRule rule_;
  BackOff expected_;
  std::optional<std::string> session_;
};

/// EXPECT_THAT(server, Retried(Request().path("/v1/models")).times(2)).
[[nodiscard]] inline RetriedMatcher Retried(const Request& request) {
  return RetriedMatcher(request.rule());
}

/// Matches a MockServer whose journal holds no request that no exchange matched.
class AllMatchedMatcher {
 public:
  using is_gtest_matcher = void;

  static bool MatchAndExplain(const MockServer& server, ::testing::MatchResultListener* listener) {
    const auto unmatched = server.unmatched_requests();
    if (!unmatched.empty()) *listener << "\n  of which these are unmatched:" << list_entries(unmatched);
    return unmatched.empty();
  }
  static void DescribeTo(std::ostream* out) { *out << "matched every request"; }
  static void DescribeNegationTo(std::ostream* out) { *out << "left a request unmatched"; }
};

[[nodiscard]] inline AllMatchedMatcher AllMatched() {
  return {};
}

/// Matches a MockServer each of whose exchanges has answered a request since its tape was loaded.
class AllUsedMatcher {
 public:
  using is_gtest_matcher = void;

  static bool MatchAndExplain(const MockServer& server, ::testing::MatchResultListener* listener) {
    const auto unused = unused_exchanges(server.uses());
    if (!unused.empty()) *listener << "\n  these exchanges are unused:";
    for (const auto& use : unused)
      *listener << "\n  " << describe_exchange(use);
    return unused.empty();
  }
  static void DescribeTo(std::ostream* out) { *out << "used every exchange"; }
  static void DescribeNegationTo(std::ostream* out) { *out << "left an exchange unused"; }
};

[[nodiscard]] inline AllUsedMatcher AllUsed() {
  return {};
}

/// Matches a MockServer each of whose faults, of tapes, options and plans that were armed, has hit something.
class AllHitMatcher {
 public:
  using is_gtest_matcher = void;

  static bool MatchAndExplain(const MockServer& server, ::testing::MatchResultListener* listener) {
    const auto unhit = unhit_faults(server.fault_uses());
    if (!unhit.empty()) *listener << "\n  these faults have hit nothing:";
    for (const auto& use : unhit)
      *listener << "\n  " << describe_fault(use);
    return unhit.empty();
  }
  static void DescribeTo(std::ostream* out) { *out << "hit with every fault"; }
  static void DescribeNegationTo(std::ostream* out) { *out << "left a fault that hit nothing"; }
};

[[nodiscard]] inline AllHitMatcher AllHit() {
  return {};
}

}  // namespace matchers
}  // namespace wiretape::mockserver
