#pragma once

#include <memory>
#include <string>
#include <string_view>

struct ssl_st;

namespace wiretape::testing {

/// A TLS client's handshake without a socket. It trusts nobody in particular, since it is not to come that far.
class TlsHandshake {
 public:
  /// `newest_version` is OpenSSL's number, e.g. TLS1_2_VERSION; 0: any.
  explicit TlsHandshake(int newest_version = 0);

  /// The ClientHello, as it goes on the wire.
  [[nodiscard]] const std::string& hello() const { return hello_; }

  /// Takes what a server sent. True where the handshake goes on and waits for more.
  [[nodiscard]] bool wants_more_than(std::string_view bytes);

 private:
  struct Free {
    void operator()(ssl_st* connection) const;
  };
  std::unique_ptr<ssl_st, Free> connection_;
  std::string hello_;
};

}  // namespace wiretape::testing
