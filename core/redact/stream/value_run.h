#pragma once

#include <cstdint>

#include "wiretape/core/redact/rules/rules.h"

namespace wiretape::redact {

/// What a character means for a value that began before it.
struct RunStep {
  bool goes_on;            ///< false: it is no part of the value, which ends here
  std::uint32_t mask = 0;  ///< how many of the last characters are masked, this one among them
};

/// A value that began with a prefix of a shape, followed character by character. Up to where it is decided that it is
/// one, it counts what is to be masked then.
class ValueRun {
 public:
  /// `before`: how many characters up to here belong to the value and are masked with it.
  ValueRun(const ValueShape& shape, std::uint32_t before) : shape_(&shape), pending_(before) {}

  [[nodiscard]] RunStep step(char c);

  /// How many of the last characters may still be masked.
  [[nodiscard]] std::uint32_t pending() const { return pending_; }

 private:
  RunStep plain(char c, Alphabet alphabet, std::size_t least);
  RunStep jwt(char c);
  RunStep private_key(char c);
  RunStep email(char c);
  RunStep phone(char c);
  RunStep pend() {
    ++pending_;
    return {true};
  }
  RunStep mask() {
    const RunStep step{true, pending_ + 1};
    pending_ = 0;
    return step;
  }

  const ValueShape* shape_;
  std::uint32_t pending_;
  std::uint32_t count_ = 0;  // of characters that decide, in this part
  std::uint8_t part_ = 0;    // what it counts depends on the form
  bool decided_ = false;
};

}  // namespace wiretape::redact
