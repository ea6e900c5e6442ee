#pragma once

#include <cstdint>
#include <vector>

#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// What the choice says as a list of blocks: its own, or reasoning, text and tool calls made into blocks, in this
/// order. What is empty makes no block.
[[nodiscard]] std::vector<BlockReply> blocks_of(const ChoiceReply& choice);

/// The choice with its blocks joined into reasoning, text and tool calls, for dialects that know no blocks. Signatures,
/// encrypted reasoning and citations, for which such a dialect has no place, are left out.
[[nodiscard]] ChoiceReply without_blocks(ChoiceReply choice);

/// The first choice of a reply, or an empty one, with all that it says as blocks, but for a refusal: the chunks of its
/// text joined. For dialects whose answers are blocks.
[[nodiscard]] ChoiceReply blocks_only(const Reply& reply);

/// How many tokens a block takes (count_tokens): a call its name and arguments, encrypted reasoning none.
[[nodiscard]] std::uint64_t tokens_in(const BlockReply& block);

}  // namespace wiretape::provider
