#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/net/call/http_call.h"

namespace wiretape::net::testing {

/// A call to 127.0.0.1 with a small request and no deadline.
[[nodiscard]] HttpCallOptions loopback_call(std::uint16_t port);

/// Everything that a call gave.
struct RecordedCall {
  std::optional<wire::HttpResponseHead> head;
  std::string body;
  std::optional<CallEnd> end;
};

/// Pulls a call to its end on `context`, which this runs.
[[nodiscard]] RecordedCall record(boost::asio::io_context& context, HttpCall& call);

/// Makes and records a call.
[[nodiscard]] RecordedCall record(HttpCallOptions options);

/// Asks for more and runs `context` until the call has it.
void wait_until_ready(boost::asio::io_context& context, HttpCall& call);

}  // namespace wiretape::net::testing
