#pragma once

#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::compile {

/// The mistakes in a tape's faults: names, arguments and conditions as check_plan finds them, and places that are not
/// in the exchange's answer to a request made up after its rule. Where an answer has placeholders, places are looked
/// for when it is given.
[[nodiscard]] text::Diagnostics check_faults(const tape::Tape& tape);

/// Those of the faults that do not fit an exchange's answer to a request made up after its rule; each is tried together
/// with those that may hit the same request. Their pointers are into `faults`.
[[nodiscard]] std::vector<UnfitFault> unfit_faults(const std::vector<fault::Fault>& faults,
                                                   const tape::Exchange& exchange);

/// Loads a tape's file with all its mistakes, those of its faults too: tape::read_tape and check_faults.
[[nodiscard]] std::variant<tape::Tape, text::Diagnostics> load_tape(const std::string& path);

/// Loads a file of faults, those of the listener too. `has_seed` as in PlanSource.
[[nodiscard]] std::variant<std::vector<fault::Fault>, text::Diagnostics> load_faults(const std::string& path,
                                                                                     bool has_seed);

}  // namespace wiretape::compile
