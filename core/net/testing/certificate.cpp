#include "wiretape/core/net/testing/certificate.h"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace wiretape::net::testing {
namespace {

constexpr long one_day = 24L * 60 * 60;

void add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

X509* make_certificate(EVP_PKEY* key, const std::string& subject_names, bool is_expired) {
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -2 * one_day);
  X509_gmtime_adj(X509_getm_notAfter(certificate), is_expired ? -one_day : one_day);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("wiretape test"), -1, -1,
                             0);
  X509_set_issuer_name(certificate, name);
  X509_set_pubkey(certificate, key);
  add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
  add_extension(certificate, NID_subject_alt_name, subject_names);
  X509_sign(certificate, key, EVP_sha256());
  return certificate;
}

std::string write_to_file(X509* certificate) {
  std::string path = std::filesystem::temp_directory_path().string() + "/wiretape-certificate-XXXXXX";
  const int file = ::mkstemp(path.data());
  std::FILE* stream = ::fdopen(file, "w");
  PEM_write_X509(stream, certificate);
  std::fclose(stream);
  return path;
}

int select_http_1_1(SSL*, const unsigned char** chosen, unsigned char* chosen_size, const unsigned char* offered,
                    unsigned int offered_size, void*) {
  static constexpr std::array<unsigned char, 9> supported{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* selected = nullptr;
  if (SSL_select_next_proto(&selected, chosen_size, supported.data(), supported.size(), offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *chosen = selected;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Certificate::Certificate(const std::string& subject_names, bool is_expired)
    : context_(SSL_CTX_new(TLS_server_method())) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = make_certificate(key, subject_names, is_expired);
  SSL_CTX_use_certificate(context_, certificate);
  SSL_CTX_use_PrivateKey(context_, key);
  SSL_CTX_set_alpn_select_cb(context_, select_http_1_1, nullptr);
  file_ = write_to_file(certificate);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

Certificate::~Certificate() {
  SSL_CTX_free(context_);
  ::unlink(file_.c_str());
}

}  // namespace wiretape::net::testing
