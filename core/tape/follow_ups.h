#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/tape/called_tools.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::tape {

/// What a client calls for a reply: the tools of its first choice.
[[nodiscard]] CalledTools called_tools(const provider::Reply& reply);

/// The id of an exchange's n-th `then`, from 1: "hello.then", "hello.then.then".
[[nodiscard]] std::string follow_up_id(std::string_view exchange, std::size_t n);

/// What an exchange's `then` stands for, in its order: exchanges that answer the requests which go on from it. Each has
/// its rule, for the conversation as it was then, its uses and its delivery, and none of its faults.
[[nodiscard]] std::vector<Exchange> follow_ups(const Exchange& exchange);

/// The tape as it is played: no exchange has a `then` any more, and before each stand those that it stood for, the last
/// first, since a rule that asks for less would take their requests.
[[nodiscard]] Tape unfolded(Tape tape);

}  // namespace wiretape::tape
