#pragma once

#include <cstddef>
#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/shared/ids/derived_id.h"

namespace wiretape::provider {

/// How many inputs one request may have, how long the vectors of it may be, and how many numbers all of them together.
inline constexpr std::size_t most_embedding_inputs = 2048;
inline constexpr std::size_t most_embedding_dimensions = 4096;
inline constexpr std::size_t most_embedding_numbers = std::size_t{1} << 22U;

/// A vector of length 1 with so many elements, at least one. It follows from the content: the same for the same content
/// with every compiler, and a shorter one points where the longer one's first elements do.
[[nodiscard]] std::vector<float> unit_vector(const ContentHash& content, std::size_t dimensions);

/// `POST /embeddings` (https://platform.openai.com/docs/api-reference/embeddings): a unit_vector for each input, which
/// may be a text or an array of tokens. Of 3072 elements for models whose name ends in "large", else of 1536, unless
/// the request says `dimensions`; numbers, or base64 of little-endian floats where its `encoding_format` says so.
extern const SideEndpoint openai_embeddings;

}  // namespace wiretape::provider
