#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/capture/keep_rules.h"

namespace wiretape::recorder::log {

/// A tape that was written.
struct KeptTape {
  std::string path;
  bool is_incomplete = false;  ///< the log has no end of the exchange
};

/// A log in which no exchange had begun; it has been removed.
struct NothingLogged {};

/// A log that somebody is still writing; it was left alone.
struct StillWritten {};

/// A last look found in an exchange what must not be kept: no tape was made, and the log was left alone.
struct HoldsSecret {
  std::string rules;  ///< the names of those that found something
};

using KeepTapeResult = std::variant<KeptTape, NothingLogged, StillWritten, HoldsSecret, text::Diagnostics>;

/// Makes the tape of a log, beside it, for this user only (0600), and removes the log. The tape was read back before,
/// and is there whole or not at all. Before that its exchange is searched for `secrets` once more (null: for nothing).
/// Diagnostics say why there can be none: the log then stays as it is. A tape that is there already, since a recorder
/// was killed before it removed the log, is put in place again.
[[nodiscard]] KeepTapeResult keep_tape(const std::string& log_path, const capture::KeepRules& rules,
                                       const redact::SharedPatterns& secrets);

/// What to tell of a log that holds a secret, and of what becomes of it.
[[nodiscard]] text::Diagnostic secret_found(const std::string& log_path, const HoldsSecret& secret,
                                            std::string_view outcome);

}  // namespace wiretape::recorder::log
