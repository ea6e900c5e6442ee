#pragma once

#include <cstdint>
#include <string_view>

namespace wiretape::provider {

/// What a finish reason says of the answer.
enum class FinishMeaning : std::uint8_t {
  whole,        ///< the model ended it, or a filter did; also any word that nobody knows
  length,       ///< a limit on its tokens was reached
  interrupted,  ///< it was given up on the way: the same request may well succeed later
};

/// What a finish reason means, whoever's word it is: hosts pass on each other's answers, words included. Case, prefixes
/// such as "FINISH_REASON_" and what stands between letters don't matter: "MAX_TOKENS", "maxTokens" and "max-tokens"
/// are one word.
[[nodiscard]] FinishMeaning finish_meaning(std::string_view reason);

/// Whether a text in a reason's place names one. "null", "None" and the like don't, nor do words for an answer that
/// still goes on.
[[nodiscard]] bool is_finish_reason(std::string_view text);

/// The type of the error that an interrupted answer comes to.
inline constexpr std::string_view interrupted_type = "interrupted";

}  // namespace wiretape::provider
