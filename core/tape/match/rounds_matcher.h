#pragma once

#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/tape/called_tools.h"

namespace wiretape::tape {

/// Tells a conversation that has gone on for some rounds: in each the model called tools, and each call was given a
/// result. Thread safe.
class RoundsMatcher {
 public:
  /// There is at least one round.
  explicit RoundsMatcher(std::vector<CalledTools> rounds) : rounds_(std::move(rounds)) {}

  /// The conversation before these rounds, which are its last and bring all their results and no other; nullptr where
  /// it hasn't gone on so. Valid as long as `whole`.
  [[nodiscard]] const provider::Conversation* before(const provider::Conversation& whole) const;

  /// What to expect, for messages: "results of get_weather and get_time, then of get_map".
  [[nodiscard]] std::string expected() const;

 private:
  std::vector<CalledTools> rounds_;
};

}  // namespace wiretape::tape
