#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/fault_plan.h"

namespace wiretape::mockserver {

/// A request target taken apart: `/~session/@plan/path?query`. Path and query refer to the target.
struct PrefixedTarget {
  std::string session;  ///< percent-decoded, at most longest_session_name bytes; "" where there is none
  std::optional<tape::FaultPlan> plan;
  std::string_view path;   ///< what is left, never normalised: begins with "/" (or is "*")
  std::string_view query;  ///< without the "?"
};

/// Why a target's prefix can't be read.
struct PrefixError {
  std::string session;  ///< as in PrefixedTarget, as far as it was read
  std::string found;
  std::string expected;
};

/// Takes the prefixes off a request target. They count only at the front, `/~session` before `/@plan`, each once and
/// percent-decoded; `//` stays. An absolute-form target (RFC 9112 section 3.2.2) loses its scheme and authority first.
[[nodiscard]] std::variant<PrefixedTarget, PrefixError> split_target(std::string_view target);

/// The session that a request target names, as far as it can be read; "" where it names none.
[[nodiscard]] std::string session_of(std::string_view target);

}  // namespace wiretape::mockserver
