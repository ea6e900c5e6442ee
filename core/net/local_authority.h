#pragma once

#include <memory>
#include <optional>
#include <string>

struct evp_pkey_st;
struct x509_st;

namespace wiretape::net {

/// A certificate and its private key, in memory.
struct CertifiedKey {
  std::shared_ptr<x509_st> certificate;
  std::shared_ptr<evp_pkey_st> key;
};

/// An authority that signs itself, valid for a year from yesterday (clocks differ); nullopt where OpenSSL fails.
[[nodiscard]] std::optional<CertifiedKey> make_authority_certificate();

/// A server's certificate, signed by `authority`, for localhost, 127.0.0.1, ::1 and `host` (a name or a numeric
/// address; other text is left out). nullopt where OpenSSL fails.
[[nodiscard]] std::optional<CertifiedKey> make_server_certificate(const CertifiedKey& authority,
                                                                  const std::string& host);

/// The same for `host` alone, which is a name of letters, digits, '.', '-' and '_', or a numeric address: nullopt for
/// other text, too.
[[nodiscard]] std::optional<CertifiedKey> make_host_certificate(const CertifiedKey& authority, const std::string& host);

/// The certificate, without its key, as PEM (RFC 7468).
[[nodiscard]] std::string to_pem(const CertifiedKey& certified);

}  // namespace wiretape::net
