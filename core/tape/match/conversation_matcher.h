#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/tape/conversation_rule.h"
#include "wiretape/core/tape/match/clause.h"

namespace wiretape::tape {

/// A ConversationRule made ready to be asked many times: it asks of a conversation only what the rule names. Keeps
/// nothing of the rule. Thread safe.
class ConversationMatcher {
 public:
  explicit ConversationMatcher(const ConversationRule& rule);

  [[nodiscard]] bool met_by(const provider::Conversation& conversation) const;

  /// Every clause. All hold exactly where met_by is true; none does where there is no conversation (nullptr), and then
  /// `none` is what was found.
  [[nodiscard]] std::vector<Clause> clauses(const provider::Conversation* conversation, std::string_view none) const;

  /// One clause of the rule, before it is held against a conversation.
  struct Check {
    std::string name;
    std::string expected;
    std::function<bool(const provider::Conversation&)> holds;
    std::function<std::string(const provider::Conversation&)> found;
  };

 private:
  std::vector<Check> checks_;  // what costs least, and differs most, first
};

}  // namespace wiretape::tape
