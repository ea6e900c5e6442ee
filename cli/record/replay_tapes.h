#pragma once

#include <memory>
#include <string>
#include <variant>

#include "wiretape/core/text/diagnostic.h"
#include "wiretape/recorder/log/keep_tape.h"
#include "wiretape/recorder/replay/replay.h"

#include "cli/record/record_arguments.h"
#include "cli/record/record_setup.h"

namespace wiretape::cli {

/// Whether a folder is still to be made, or filled.
[[nodiscard]] bool has_no_tapes(const std::string& folder);

using ReplayTapes = std::variant<std::unique_ptr<recorder::replay::Replay>, text::Diagnostics>;

/// The tapes in the folder, made ready to answer what goes to the upstreams of `setup`; null where its mode asks for
/// none. The mistakes of all tapes where any has some, and of a folder without tapes unless what is missing is
/// recorded.
[[nodiscard]] ReplayTapes replay_tapes(const RecordArguments& arguments, const RecordSetup& setup);

/// Lets a tape answer that was just recorded. One that lacks something, or that somebody changed meanwhile so that it
/// can't be read, does not.
void add_kept(recorder::replay::Replay& replay, const recorder::log::KeptTape& kept);

}  // namespace wiretape::cli
