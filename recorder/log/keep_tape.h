#pragma once

#include <string>
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

using KeepTapeResult = std::variant<KeptTape, NothingLogged, StillWritten, text::Diagnostics>;

/// Makes the tape of a log, beside it, for this user only (0600), and removes the log. The tape was read back before,
/// and is there whole or not at all. Diagnostics say why it can't be: the log then stays as it is, unless a last look
/// finds in the tape what `secrets` look for, which keeps neither (null: nothing is looked for). A tape that is there
/// already, since a recorder was killed before it removed the log, is put in place again.
[[nodiscard]] KeepTapeResult keep_tape(const std::string& log_path, const capture::KeepRules& rules,
                                       const redact::SharedPatterns& secrets);

}  // namespace wiretape::recorder::log
