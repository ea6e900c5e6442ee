#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/convert/format.h"
#include "wiretape/convert/importer.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// All formats there are. Valid for ever.
[[nodiscard]] std::span<const Format* const> all_formats();

/// The format of that name, or nullptr.
[[nodiscard]] const Format* find_format(std::string_view name);

/// Their names, with commas between them.
[[nodiscard]] std::string format_names();

/// Reads a file of another program. `format`: nullptr to find out by what is in it. Never throws; what costs too much
/// is refused. All mistakes are in the name of `name`.
[[nodiscard]] std::variant<Imported, text::Diagnostics> import_file(const std::string& name, std::string_view bytes,
                                                                    const Format* format = nullptr);

}  // namespace wiretape::convert
