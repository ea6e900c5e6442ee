#include "wiretape/core/net/serve/tls_server.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "wiretape/core/net/alpn.h"
#include "wiretape/core/net/local_authority.h"

namespace wiretape::net {
namespace {

using Kind = TlsServerError::Kind;

int select_http_1_1(SSL*, const unsigned char** chosen, unsigned char* chosen_size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  unsigned char* selected = nullptr;
  if (SSL_select_next_proto(&selected, chosen_size, alpn_http_1_1.data(), alpn_http_1_1.size(), offered,
                            offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = selected;
  return SSL_TLSEXT_ERR_OK;
}

/// Takes OpenSSL's oldest complaint, the one nearest to the cause, and drops the others.
std::string take_complaint() {
  const auto code = ERR_peek_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return reason == nullptr ? "" : reason;
}

TlsServerContext make_context() {
  TlsServerContext context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1) return nullptr;
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 0);
  // A write hands over one record at a time, and may be tried again from another buffer with the same bytes. Buffers
  // go while a connection is idle: a held stream needs none.
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context.get(), select_http_1_1, nullptr);
  return context;
}

/// The system's reason why a file can't be read, or "".
std::string why_unreadable(const std::string& file) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.c_str(), "r"), std::fclose);
  if (!stream || std::fgetc(stream.get()) == EOF)
    return stream && !std::ferror(stream.get()) ? "" : std::strerror(errno);
  return "";
}

/// Keys that ask for a passphrase are refused: a server has nobody to ask.
int refuse_passphrase(char*, int, int, void* was_asked) {
  *static_cast<bool*>(was_asked) = true;
  return -1;
}

std::variant<std::monostate, TlsServerError> use_key(SSL_CTX* context, const std::string& file) {
  const std::unique_ptr<BIO, int (*)(BIO*)> input(BIO_new_file(file.c_str(), "r"), BIO_free);
  bool was_asked = false;
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      input ? PEM_read_bio_PrivateKey(input.get(), nullptr, refuse_passphrase, &was_asked) : nullptr, EVP_PKEY_free);
  if (was_asked) return TlsServerError{Kind::encrypted_key, file, (ERR_clear_error(), "")};
  if (!key) return TlsServerError{Kind::unsound_key, file, take_complaint()};
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    return TlsServerError{Kind::other_key, file, take_complaint()};
  }
  return {};
}

/// Null where there is none, or OpenSSL fails.
TlsServerContext context_with(const std::optional<CertifiedKey>& certified) {
  auto context = make_context();
  const bool is_made = context && certified &&
                       SSL_CTX_use_certificate(context.get(), certified->certificate.get()) == 1 &&
                       SSL_CTX_use_PrivateKey(context.get(), certified->key.get()) == 1;
  return is_made ? context : nullptr;
}

std::string with_cause(const std::string& text, const std::string& cause) {
  return cause.empty() ? text : text + " (" + cause + ")";
}

}  // namespace

std::string to_string(const TlsServerError& error) {
  switch (error.kind) {
    case Kind::unreadable_certificate:
      return with_cause(fmt::format("can't read the certificate {}", error.file), error.cause) +
             "; name a PEM file that this user may read";
    case Kind::unsound_certificate:
      return with_cause(fmt::format("{} holds no PEM certificate", error.file), error.cause) +
             "; it must begin with -----BEGIN CERTIFICATE-----, the server's own first, then its chain";
    case Kind::unreadable_key:
      return with_cause(fmt::format("can't read the key {}", error.file), error.cause) +
             "; name a PEM file that this user may read";
    case Kind::encrypted_key:
      return fmt::format("the key {} is locked with a passphrase; write it unlocked with: openssl pkey -in {} -out KEY",
                         error.file, error.file);
    case Kind::unsound_key:
      return with_cause(fmt::format("{} holds no PEM private key", error.file), error.cause) +
             "; it must begin with -----BEGIN PRIVATE KEY-----";
    case Kind::other_key:
      return with_cause(fmt::format("the key {} is not the certificate's", error.file), error.cause) +
             "; name the key that the certificate was made with";
    case Kind::system:
      break;
  }
  return with_cause("OpenSSL can't set up a TLS server", error.cause);
}

std::variant<TlsServerContext, TlsServerError> load_tls_server_context(const std::string& certificate_file,
                                                                       const std::string& key_file) {
  ERR_clear_error();
  if (auto cause = why_unreadable(certificate_file); !cause.empty()) {
    return TlsServerError{Kind::unreadable_certificate, certificate_file, std::move(cause)};
  }
  if (auto cause = why_unreadable(key_file); !cause.empty()) {
    return TlsServerError{Kind::unreadable_key, key_file, std::move(cause)};
  }
  auto context = make_context();
  if (!context) return TlsServerError{Kind::system, "", take_complaint()};
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate_file.c_str()) != 1) {
    return TlsServerError{Kind::unsound_certificate, certificate_file, take_complaint()};
  }
  auto used = use_key(context.get(), key_file);
  if (auto* error = std::get_if<TlsServerError>(&used)) return std::move(*error);
  return context;
}

std::variant<TestAuthority, TlsServerError> make_test_authority(const std::string& host) {
  ERR_clear_error();
  const auto authority = make_authority_certificate();
  auto context = context_with(authority ? make_server_certificate(*authority, host) : std::nullopt);
  if (!context) return TlsServerError{Kind::system, "", take_complaint()};
  return TestAuthority{to_pem(*authority), std::move(context)};
}

std::variant<HostsAuthority, TlsServerError> make_hosts_authority(const std::vector<std::string>& hosts) {
  ERR_clear_error();
  const auto authority = make_authority_certificate();
  if (!authority) return TlsServerError{Kind::system, "", take_complaint()};
  HostsAuthority made{to_pem(*authority), {}};
  for (const auto& host : hosts) {
    made.servers.push_back(context_with(make_host_certificate(*authority, host)));
    if (!made.servers.back()) return TlsServerError{Kind::system, "", take_complaint()};
  }
  return made;
}

}  // namespace wiretape::net
