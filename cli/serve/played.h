#pragma once

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/host/host.h"

#include "cli/exit_code.h"
#include "cli/serve/play_arguments.h"

namespace wiretape::cli {

// What commands that play tapes do before they are ready. Each tells what is wrong, in the name of `command`, and then
// gives the exit code for it.

/// The tapes, and in `options` how fast they are played.
[[nodiscard]] std::variant<std::vector<tape::Tape>, ExitCode> load_played(std::string_view command,
                                                                          const PlayArguments& arguments,
                                                                          mockserver::ServerOptions& options);

/// Listens and plays them, with the faults of --faults.
[[nodiscard]] std::variant<std::unique_ptr<mockserver::Host>, ExitCode> open_host(std::string_view command,
                                                                                  const PlayArguments& arguments,
                                                                                  boost::asio::io_context& context,
                                                                                  std::vector<tape::Tape> tapes,
                                                                                  mockserver::HostOptions options);

}  // namespace wiretape::cli
