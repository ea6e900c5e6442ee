#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/load_limits.h"
#include "wiretape/core/yaml/split_documents.h"

namespace wiretape::tape {

/// Reads a tape's YAML text. All mistakes are reported at once. `name` is what diagnostics call the file, and
/// profiles that the tape names are read from its folder.
[[nodiscard]] std::variant<Tape, text::Diagnostics> parse_tape(std::string_view text, std::string name,
                                                               yaml::LoadLimits limits = {});

/// The same for a document of a text that was sent from elsewhere: it stands in no folder, so that profiles come by
/// name only. Places are those of the whole text.
[[nodiscard]] std::variant<Tape, text::Diagnostics> parse_sent_tape(const yaml::DocumentText& document,
                                                                    const std::string& name,
                                                                    yaml::LoadLimits limits = {});

/// Reads a tape file. A file that can't be read is a Diagnostic too.
[[nodiscard]] std::variant<Tape, text::Diagnostics> read_tape(const std::string& path, yaml::LoadLimits limits = {});

}  // namespace wiretape::tape
