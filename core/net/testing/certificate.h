#pragma once

#include <string>

struct ssl_ctx_st;

namespace wiretape::net::testing {

/// A self-signed certificate made now, and what a TLS server and a client that trusts it need.
class Certificate {
 public:
  /// `subject_names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1". Valid for a day, or expired a day ago.
  explicit Certificate(const std::string& subject_names, bool is_expired = false);
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  /// Removes the file.
  ~Certificate();

  /// A server's context with the certificate, its key, and "http/1.1" alone for ALPN.
  [[nodiscard]] ssl_ctx_st* server_context() const { return context_; }

  /// A PEM file for a client to trust.
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  ssl_ctx_st* context_;
  std::string file_;
};

}  // namespace wiretape::net::testing
