#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/text/system_error.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::log {

// FOLDER/000001.capture                                the log of the first exchange, gone once its tape is there
// FOLDER/000001-post-v1-chat-completions.yaml          its tape
// FOLDER/000002-get-v1-models.yaml.incomplete          a tape that lacks something, which `serve FOLDER` passes over

/// The folder, made where it isn't there, for this user only (0700), and the highest number that a file in it begins
/// with; 0 where none does.
[[nodiscard]] std::variant<std::uint64_t, text::SystemError> open_folder(const std::string& folder);

/// The path of the log of an exchange with that number.
[[nodiscard]] std::string log_path(const std::string& folder, std::uint64_t number);

/// The name of the tape, without an ending, of the exchange whose log that is: its number, so that tapes stand in the
/// order in which their exchanges began, and then what was asked for.
[[nodiscard]] std::string tape_name(const std::string& log_path, const wire::HttpRequestHead& request);

/// What a recorder that was killed leaves behind in a folder.
struct Leftovers {
  std::vector<std::string> logs;    ///< by number; those of a recorder that runs are among them
  std::vector<std::string> drafts;  ///< files that were to become tapes
};

[[nodiscard]] std::variant<Leftovers, text::SystemError> leftovers_in(const std::string& folder);

}  // namespace wiretape::recorder::log
