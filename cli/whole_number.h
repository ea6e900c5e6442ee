#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace CLI {
class Validator;
}

namespace wiretape::cli {

/// Refuses what is no whole number from `least` to `most`, and says so; `in_help` is what an option's help says of it.
[[nodiscard]] CLI::Validator whole_number(std::uint64_t least,
                                          std::uint64_t most = std::numeric_limits<std::uint64_t>::max(),
                                          std::string in_help = "");

/// The same for a port: 0 to 65535.
[[nodiscard]] CLI::Validator port_number();

}  // namespace wiretape::cli
