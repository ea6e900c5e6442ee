#pragma once

#include <cstdint>

namespace wiretape::provider {

/// How much may still be done: steps, which are counted and not timed, so that it ends at the same place everywhere. A
/// step is a look at one member of a schema, or at one value that it lists.
class StepBudget {
 public:
  explicit StepBudget(std::uint64_t steps) : left_(steps) {}

  /// Takes some; false where fewer are left, and then none are.
  bool take(std::uint64_t steps) {
    const bool are_enough = steps <= left_;
    left_ = are_enough ? left_ - steps : 0;
    return are_enough;
  }

  [[nodiscard]] std::uint64_t left() const { return left_; }
  [[nodiscard]] bool is_spent() const { return left_ == 0; }

 private:
  std::uint64_t left_;
};

}  // namespace wiretape::provider
