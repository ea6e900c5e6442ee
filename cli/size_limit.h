#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace wiretape::cli {

/// A size as people write one: a whole number of bytes, KiB, MiB or GiB (also k, KB, m, MB …: always of 1024, in either
/// case), at least one byte. nullopt for anything else.
[[nodiscard]] std::optional<std::size_t> parse_size(std::string_view text);

/// Adds an option for a limit on a size. Its help tells what `limit` holds now; what is given goes into `limit`, which
/// must outlive the command.
void add_size_limit(CLI::App& command, const char* name, std::size_t& limit, const std::string& what);

}  // namespace wiretape::cli
