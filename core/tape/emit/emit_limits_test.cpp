#include "wiretape/core/tape/emit/emit_limits.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

/// The text that is emitted_limits for a tape with these limits, which is read back the same.
std::string emitted_limits(std::string_view limits) {
  const Tape tape = tape_of("exchanges: [{response: {body: a}}]\nlimits: " + std::string(limits) + "\nwiretape: 1\n");
  const std::string text = emit_tape(tape);
  EXPECT_EQ(tape_of(text).limits, tape.limits);
  return text;
}

constexpr auto exchanges = "exchanges:\n  - response:\n      body: a\n";

TEST(EmitLimits, StandBeforeTheExchanges) {
  EXPECT_EQ(emitted_limits("{tokens_per_minute: 1000, requests_per_minute: 2}"),
            std::string("wiretape: 1\nlimits: {requests_per_minute: 2, tokens_per_minute: 1000}\n") + exchanges);
  EXPECT_EQ(emitted_limits("{tokens_per_minute: 1}"),
            std::string("wiretape: 1\nlimits: {tokens_per_minute: 1}\n") + exchanges);
}

TEST(EmitLimits, AreNothingWhereNothingIsLimited) {
  EXPECT_TRUE(emit_limits({}).members.empty());
}

TEST(EmitTape, SaysThatItValidates) {
  const Tape tape = tape_of("exchanges: [{response: {body: a}}]\nvalidate: true\nwiretape: 1\n");
  const std::string text = emit_tape(tape);
  EXPECT_EQ(text, std::string("wiretape: 1\nvalidate: true\n") + exchanges);
  EXPECT_TRUE(tape_of(text).validates);
}

}  // namespace
}  // namespace wiretape::tape
