#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "wiretape/core/text/diagnostic.h"

namespace wiretape::recorder::log {

/// The tapes of requests that came more than once. Each but the last answers once (`uses: 1`), so that a replay gives
/// the answers in the order in which they came: a refusal, then what the next try got. Not thread safe.
class Repeats {
 public:
  /// Notes a whole tape that was just put in place; they come in any order. Gives it, or the one that began before it
  /// with the same rule, its `uses`. What keeps that from being; a tape that somebody took away is none of its concern.
  [[nodiscard]] std::optional<text::Diagnostic> note(const std::string& path);

 private:
  std::map<std::size_t, std::string> last_;  // by a hash of the rule: the tape that began last
};

}  // namespace wiretape::recorder::log
