#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/load_limits.h"

namespace wiretape::compile {

/// How many documents a text of tapes may have.
inline constexpr std::size_t most_sent_tapes = 100;

/// Reads the tapes of a text that was sent rather than read from a file: YAML or JSON, each document a tape, and all
/// called `name`. All mistakes of all of them are reported, those of their faults too, with their places in the whole
/// text. No files are read for it. `limits` hold for the whole text.
[[nodiscard]] std::variant<std::vector<tape::Tape>, text::Diagnostics> read_sent_tapes(std::string_view text,
                                                                                       const std::string& name,
                                                                                       yaml::LoadLimits limits = {});

/// How many bytes tapes have as text in which each alias is written out. What they take in memory is in proportion to
/// that, and not to the text that was sent.
[[nodiscard]] std::size_t bytes_written_out(const std::vector<tape::Tape>& tapes);

}  // namespace wiretape::compile
