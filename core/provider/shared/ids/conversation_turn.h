#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/text/json/json_index.h"

namespace wiretape::provider {

/// A number that tells the turns of a request's conversation apart: made of how many messages of the model there are,
/// and of the ids of the last one's tool calls, `id` in the elements of its member `calls`. 0 for all that have none
/// yet, so that they can share a program whatever they ask.
[[nodiscard]] std::uint64_t conversation_turn(const std::optional<text::JsonValue>& request,
                                              const DialectConversation& dialect, std::string_view calls);

/// Whether the reply leaves an id to be made, which then depends on the turn.
[[nodiscard]] bool leaves_ids_open(const Reply& reply);

/// What a render key says of the turn: nothing where no id depends on it, or it is 0.
[[nodiscard]] std::string turn_in_key(const Reply& reply, const std::optional<text::JsonValue>& request,
                                      const DialectConversation& dialect, std::string_view calls);

}  // namespace wiretape::provider
