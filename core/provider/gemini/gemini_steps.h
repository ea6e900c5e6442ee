#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/provider/gemini/gemini_usage.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/provider/shared/mark_collector.h"

namespace wiretape::provider {

/// How the texts of a candidate are cut; absent: not at all.
struct GeminiCuts {
  std::optional<Chunks> text;
  std::optional<Chunks> thoughts;
};

/// What one chunk of a stream says of one candidate.
struct GeminiStep {
  std::string part;                      ///< JSON
  EventContent content{};                ///< without the finish reason
  GeminiUsage tokens{};                  ///< that this step takes
  std::vector<std::string> citations{};  ///< JSON objects
  bool is_end = false;                   ///< the finish reason belongs to it
};

/// The steps of a choice that has everything filled in. A block's signature stands on the call behind it, else on an
/// empty text, which may be that of the end. `ends`: the last step is the end.
[[nodiscard]] std::vector<GeminiStep> gemini_steps(const ChoiceReply& choice, const GeminiCuts& cuts, bool ends);

}  // namespace wiretape::provider
