#include "cli/end_signals.h"

#include <csignal>

#include "cli/ignored_signal.h"

namespace wiretape::cli {

void catch_ends(boost::asio::signal_set& signals) {
  boost::system::error_code ignored;
  signals.add(SIGINT, ignored);
  signals.add(SIGTERM, ignored);
  if (!is_ignored(SIGHUP)) signals.add(SIGHUP, ignored);
}

}  // namespace wiretape::cli
