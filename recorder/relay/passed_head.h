#pragma once

#include <cstddef>
#include <string>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::relay {

/// What upstream is told of the codings that it may answer in.
enum class AcceptEncoding {
  identity,  ///< none: what comes can be read as it is
  as_asked,  ///< what the application says
};

/// A request's head as it goes on to `host`, which is asked for `target`: the body is `body_size` bytes long and
/// travels with its length. Fields that are meant for one connection alone (RFC 9110 section 7.6.1) are left out, and
/// `closes` asks for the connection to be closed afterwards; all others stay in their order.
[[nodiscard]] wire::HttpRequestHead head_for_upstream(const wire::HttpRequestHead& head, std::string target,
                                                      const std::string& host, std::size_t body_size,
                                                      AcceptEncoding accept, bool closes);

/// A response's head as it goes on to the application: without what was for upstream's connection alone. How the body
/// travels stays as it is.
[[nodiscard]] wire::HttpResponseHead head_for_client(const wire::HttpResponseHead& head);

}  // namespace wiretape::recorder::relay
