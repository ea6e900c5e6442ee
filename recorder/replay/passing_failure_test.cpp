#include "wiretape/recorder/replay/passing_failure.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::recorder::replay {
namespace {

using wire::Ending;

constexpr std::string_view asked = "\nrecorded_request: {method: GET, target: /}";
constexpr std::string_view whole = "response: {body: [x], end: {by: upstream, how: complete}}";
constexpr std::string_view cut = "response: {body: [x], end: {by: upstream, how: reset}}";

tape::Exchange exchange_of(const std::string& members) {
  return tape::tape_of(tape::tape_with(members)).exchanges.at(0);
}

bool is_failure(std::string_view answer, std::string_view more = asked) {
  return is_passing_failure(exchange_of(std::string(answer) + std::string(more)));
}

TEST(PassingFailure, IsAStatusOfTheMoment) {
  for (const int status : {401, 403, 408, 425, 429, 500, 502, 529, 599}) {
    EXPECT_TRUE(may_pass(status, Ending::complete)) << status;
  }
  for (const int status : {200, 204, 302, 400, 404, 413, 422, 499}) {
    EXPECT_FALSE(may_pass(status, Ending::complete)) << status;
  }
}

TEST(PassingFailure, IsAnAnswerThatIsNotWhole) {
  EXPECT_FALSE(may_pass(200, Ending::closed)) << "close is its framing";
  for (const auto ending :
       {Ending::reset, Ending::cut_in_data, Ending::tls_cut, Ending::timed_out, Ending::abandoned, Ending::malformed}) {
    EXPECT_TRUE(may_pass(200, ending)) << to_string(ending);
  }
}

TEST(PassingFailure, IsSaidByWhatWasRecorded) {
  EXPECT_FALSE(is_failure(whole));
  EXPECT_TRUE(is_failure(cut));
  EXPECT_TRUE(is_failure("response: {status: 429, json: {}}"));
  EXPECT_TRUE(is_failure("response: {status: 502, body: ''}\nfaults: [{do: reset, wire_byte: 0}]")) << "none came";
}

TEST(PassingFailure, IsNoneThatSomebodyWroteOrThatWasTriedAgain) {
  EXPECT_FALSE(is_failure("response: {status: 429, json: {}}", ""));
  EXPECT_FALSE(is_failure(cut, "\nuses: 1" + std::string(asked)));
  EXPECT_FALSE(is_failure("request: {path: /v1/chat/completions}\nreply: {text: x}"));
}

TEST(PassingFailure, IsTakenOutOfItsTape) {
  auto tape = tape::tape_of(tape::tape_with(std::string(whole) + std::string(asked)));
  tape.limits.requests_per_minute = 3;
  tape.exchanges.push_back(exchange_of(std::string(cut) + std::string(asked)));
  const auto sorted = sort_failures(tape);
  EXPECT_EQ(sorted.answers.exchanges, std::vector{tape.exchanges[0]});
  EXPECT_EQ(sorted.failures.exchanges, std::vector{tape.exchanges[1]});
  EXPECT_EQ(sorted.answers.limits, tape.limits);
}

}  // namespace
}  // namespace wiretape::recorder::replay
