#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "cli/owned_file.h"

namespace wiretape::cli {

/// What `wiretape serve` says once it listens.
struct Ready {
  std::string url;
  std::uint16_t port = 0;
  std::string control_url;
  std::uint16_t control_port = 0;
  std::size_t exchanges = 0;
  std::string authority_file{};  ///< what clients are to trust; "" for nothing
};

/// For people: one line with its end.
[[nodiscard]] std::string ready_text(const Ready& ready);

/// For scripts: a JSON object in one line with its end.
[[nodiscard]] std::string ready_json(const Ready& ready);

/// Writes a line to a file that is there as long as the server: whoever waits for it never reads half a line. Others
/// may read it as far as the umask lets them.
[[nodiscard]] std::variant<OwnedFile, FileError> write_ready_file(const std::string& path, const std::string& line);

}  // namespace wiretape::cli
