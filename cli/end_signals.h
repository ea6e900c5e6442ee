#pragma once

#include <boost/asio/signal_set.hpp>

namespace wiretape::cli {

/// Has the signals come that ask a command to end which serves until then: SIGINT, SIGTERM and SIGHUP, which says that
/// the terminal has gone, unless the command was to outlive it (nohup).
void catch_ends(boost::asio::signal_set& signals);

}  // namespace wiretape::cli
