#pragma once

#include <memory>
#include <variant>

#include "wiretape/mockserver/answer/ask.h"
#include "wiretape/mockserver/answer/choose.h"
#include "wiretape/mockserver/answer/hit.h"
#include "wiretape/mockserver/answer/own_error.h"
#include "wiretape/mockserver/answer/program_cache.h"

namespace wiretape::mockserver {

using Made = std::variant<std::shared_ptr<const MadeProgram>, OwnError>;

/// The last step: the program, one that an earlier request like it had, where nothing in it is random, or compiled now.
/// An error where the request lacks what the answer repeats of it, or a fault has no place in the answer.
[[nodiscard]] Made make(const Asked& asked, const ClaimedUse& use, const Hits& hits);

}  // namespace wiretape::mockserver
