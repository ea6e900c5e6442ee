#pragma once

#include <string>
#include <variant>

#include "wiretape/core/file/owned_file.h"
#include "wiretape/mockserver/host/ready.h"

#include "cli/serve/proxy_option.h"

namespace wiretape::cli {

/// What `wiretape serve` says once it listens, for people: one line with its end, and one for the proxy that there may
/// be.
[[nodiscard]] std::string ready_text(const mockserver::Ready& ready, const MadeProxy& proxy = {});

/// The same for scripts: a JSON object in one line with its end.
[[nodiscard]] std::string ready_json(const mockserver::Ready& ready, const MadeProxy& proxy = {});

/// Writes a line to a file that is there as long as the server: whoever waits for it never reads half a line. Others
/// may read it as far as the umask lets them.
[[nodiscard]] std::variant<file::OwnedFile, text::SystemError> write_ready_file(const std::string& path,
                                                                                const std::string& line);

}  // namespace wiretape::cli
