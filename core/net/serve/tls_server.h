#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

struct ssl_ctx_st;

namespace wiretape::net {

/// What incoming TLS connections share: the certificate, its key, TLS 1.2 and 1.3, and "http/1.1" alone for ALPN (RFC
/// 7301). It resumes no session, so that each connection shakes hands in full. May be shared by any number of threads.
using TlsServerContext = std::shared_ptr<ssl_ctx_st>;

/// Why a server can't speak TLS with the files given.
struct TlsServerError {
  enum class Kind {
    unreadable_certificate,  ///< the file can't be opened
    unsound_certificate,     ///< it holds no PEM certificate
    unreadable_key,          ///< the file can't be opened
    encrypted_key,           ///< the key is locked with a passphrase
    unsound_key,             ///< the file holds no PEM private key
    other_key,               ///< the key is not the certificate's
    system,                  ///< OpenSSL itself refuses
  };
  Kind kind;
  std::string file;   ///< "" for system
  std::string cause;  ///< OpenSSL's or the system's words; may be empty
};

/// One sentence that names the file and says what to do.
[[nodiscard]] std::string to_string(const TlsServerError& error);

/// Loads a PEM certificate, with its chain after it where it has one, and its PEM key.
[[nodiscard]] std::variant<TlsServerContext, TlsServerError> load_tls_server_context(
    const std::string& certificate_file, const std::string& key_file);

/// An authority made now, and a server with a certificate of it. Both keys are in memory only; the authority's is
/// gone already.
struct TestAuthority {
  std::string certificate;  ///< the authority's, as PEM: what clients are to trust
  TlsServerContext server;  ///< for localhost, 127.0.0.1, ::1 and the host asked for
};

/// Makes one, valid for a year. `host` is a name or a numeric address.
[[nodiscard]] std::variant<TestAuthority, TlsServerError> make_test_authority(const std::string& host);

/// An authority made now, and a server for each of some hosts, with a certificate of it for that host alone. All keys
/// are in memory only; the authority's is gone already: it vouches for nobody else.
struct HostsAuthority {
  std::string certificate;                ///< the authority's, as PEM: what clients are to trust
  std::vector<TlsServerContext> servers;  ///< in the order of the hosts
};

/// Makes one, valid for a year. Each host is a name or a numeric address.
[[nodiscard]] std::variant<HostsAuthority, TlsServerError> make_hosts_authority(const std::vector<std::string>& hosts);

}  // namespace wiretape::net
