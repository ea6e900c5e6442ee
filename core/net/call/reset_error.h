#pragma once

#include <boost/asio/error.hpp>
#include <boost/system/error_code.hpp>

namespace wiretape::net {

/// Whether an operation on a socket failed since the peer has reset the connection.
[[nodiscard]] inline bool is_reset_error(const boost::system::error_code& error) {
  return error == boost::asio::error::connection_reset || error == boost::asio::error::broken_pipe ||
         error == boost::asio::error::connection_aborted;
}

}  // namespace wiretape::net
