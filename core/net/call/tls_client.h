#pragma once

#include <memory>
#include <string>
#include <variant>

namespace boost::asio::ssl {
class context;
}
struct ssl_st;

namespace wiretape::net {

/// What outgoing TLS connections share: protocol versions (1.2 and up) and the certificates trusted. May be used by any
/// number of calls, one thread at a time for each call.
using TlsClientContext = std::shared_ptr<boost::asio::ssl::context>;

/// Why the trusted certificates can't be loaded.
struct TlsError {
  std::string what;  ///< one sentence that names the file
};

/// Loads the certificates to trust: those of the PEM file `ca_file`, or the system's where it is empty.
[[nodiscard]] std::variant<TlsClientContext, TlsError> make_tls_client_context(const std::string& ca_file);

/// Prepares one connection to `host`: server name indication for names (RFC 6066 section 3), ALPN "http/1.1" (RFC
/// 7301), and a check of the certificate's chain and of its name or address (RFC 9110 section 4.3.4). False where
/// OpenSSL refuses the name.
[[nodiscard]] bool prepare_tls_client(ssl_st* connection, const std::string& host);

/// Why the peer's certificate was refused, in OpenSSL's words, or "" where it was not.
[[nodiscard]] std::string certificate_error(ssl_st* connection);

}  // namespace wiretape::net
