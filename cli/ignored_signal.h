#pragma once

#include <csignal>

namespace wiretape::cli {

/// Whether the command was started with a signal ignored (nohup): it is to stay so.
inline bool is_ignored(int signal) {
  struct sigaction action {};
  return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

}  // namespace wiretape::cli
