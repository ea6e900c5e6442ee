#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "wiretape/core/net/serve/tls_server.h"

struct ssl_st;

namespace wiretape::net {

/// The ServerHello with which a server would answer a ClientHello, made without a socket, so that it can be sent alone.
/// Not thread safe.
class TlsServerHello {
 public:
  explicit TlsServerHello(const TlsServerContext& context);

  /// Takes what the client sent, from its first byte on. True once its ClientHello is whole, or can't become one.
  [[nodiscard]] bool take(std::string_view bytes);

  /// The record of the ServerHello, the first of the server's flight (RFC 8446 section 4.1.3; RFC 5246
  /// section 7.4.1.3).
  /// "" until take() says true, and where what it took is no ClientHello that the server would go on with.
  [[nodiscard]] const std::string& record() const { return record_; }

 private:
  struct Free {
    void operator()(ssl_st* connection) const;
  };
  std::unique_ptr<ssl_st, Free> connection_;
  std::string record_;
};

}  // namespace wiretape::net
