#include "wiretape/core/net/local_authority.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <boost/asio/ip/address.hpp>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace wiretape::net {
namespace {

constexpr long day = 24L * 60 * 60;
constexpr int serial_bits = 127;  // RFC 5280 section 4.1.2.2: positive, at most 20 bytes

/// An unsigned certificate for a new key, with what both kinds have in common.
std::optional<CertifiedKey> make_unsigned(const char* name) {
  const std::shared_ptr<EVP_PKEY> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::shared_ptr<X509> certificate(X509_new(), X509_free);
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> serial(BN_new(), BN_free);
  if (!key || !certificate || !serial) return std::nullopt;
  auto* subject = X509_get_subject_name(certificate.get());
  const bool is_made = X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
                       BN_rand(serial.get(), serial_bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
                       BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate.get())) != nullptr &&
                       X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -day) != nullptr &&
                       X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 365 * day) != nullptr &&
                       X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                                  reinterpret_cast<const unsigned char*>(name), -1, -1, 0) == 1 &&
                       X509_set_pubkey(certificate.get(), key.get()) == 1;
  return is_made ? std::optional(CertifiedKey{certificate, key}) : std::nullopt;
}

bool add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> extension(
      X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()), X509_EXTENSION_free);
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// Whether `host` can stand in a subjectAltName as it is: the value's own syntax gives commas and colons a meaning.
bool is_plain_name(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_';
  });
}

/// "DNS:api.test" or "IP:10.0.0.1"; "" for what is neither.
std::string subject_name(const std::string& host) {
  boost::system::error_code not_numeric;
  (void)boost::asio::ip::make_address(host, not_numeric);
  if (!not_numeric) return "IP:" + host;
  return is_plain_name(host) ? "DNS:" + host : "";
}

std::string subject_names(const std::string& host) {
  const std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  const auto name = subject_name(host);
  const bool is_new = !name.empty() && host != "localhost" && host != "127.0.0.1" && host != "::1";
  return is_new ? names + "," + name : names;
}

std::optional<CertifiedKey> make_signed(const CertifiedKey& authority, const std::string& names) {
  auto made = make_unsigned("wiretape test server");
  if (!made) return std::nullopt;
  auto* certificate = made->certificate.get();
  auto* issuer = authority.certificate.get();
  const bool is_signed = X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1 &&
                         add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
                         add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature") &&
                         add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
                         add_extension(certificate, issuer, NID_subject_key_identifier, "hash") &&
                         add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always") &&
                         add_extension(certificate, issuer, NID_subject_alt_name, names) &&
                         X509_sign(certificate, authority.key.get(), EVP_sha256()) > 0;
  return is_signed ? made : std::nullopt;
}

}  // namespace

std::optional<CertifiedKey> make_authority_certificate() {
  auto made = make_unsigned("wiretape test authority");
  if (!made) return std::nullopt;
  auto* certificate = made->certificate.get();
  const bool is_signed = X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1 &&
                         add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                         add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
                         add_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
                         X509_sign(certificate, made->key.get(), EVP_sha256()) > 0;
  return is_signed ? made : std::nullopt;
}

std::optional<CertifiedKey> make_server_certificate(const CertifiedKey& authority, const std::string& host) {
  return make_signed(authority, subject_names(host));
}

std::optional<CertifiedKey> make_host_certificate(const CertifiedKey& authority, const std::string& host) {
  const auto name = subject_name(host);
  return name.empty() ? std::nullopt : make_signed(authority, name);
}

std::string to_pem(const CertifiedKey& certified) {
  const std::unique_ptr<BIO, int (*)(BIO*)> output(BIO_new(BIO_s_mem()), BIO_free);
  if (!output || PEM_write_bio_X509(output.get(), certified.certificate.get()) != 1) return "";
  char* text = nullptr;
  const long size = BIO_get_mem_data(output.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace wiretape::net
