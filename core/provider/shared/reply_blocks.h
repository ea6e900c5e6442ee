#pragma once

#include <vector>

#include "wiretape/core/provider/reply.h"

namespace wiretape::provider {

/// What the choice says as a list of blocks: its own, or reasoning, text and tool calls made into blocks, in this
/// order. What is empty makes no block.
[[nodiscard]] std::vector<BlockReply> blocks_of(const ChoiceReply& choice);

/// The choice with its blocks joined into reasoning, text and tool calls, for dialects that know no blocks. Signatures,
/// encrypted reasoning and citations, for which such a dialect has no place, are left out.
[[nodiscard]] ChoiceReply without_blocks(ChoiceReply choice);

}  // namespace wiretape::provider
