#include "wiretape/core/net/serve/tls_server.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "wiretape/core/net/local_authority.h"

namespace wiretape::net {
namespace {

using ::testing::HasSubstr;
using Kind = TlsServerError::Kind;

/// A folder of its own, removed at the end.
class TlsServerFiles : public ::testing::Test {
 protected:
  TlsServerFiles() {
    auto pattern = ::testing::TempDir() + "wiretape-tls-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~TlsServerFiles() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }

  std::filesystem::path folder_;
};

std::string key_pem(const CertifiedKey& certified, const char* passphrase = nullptr) {
  const std::unique_ptr<BIO, int (*)(BIO*)> output(BIO_new(BIO_s_mem()), BIO_free);
  PEM_write_bio_PKCS8PrivateKey(output.get(), certified.key.get(), passphrase == nullptr ? nullptr : EVP_aes_128_cbc(),
                                passphrase, passphrase == nullptr ? 0 : 6, nullptr, nullptr);
  char* text = nullptr;
  const long size = BIO_get_mem_data(output.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

CertifiedKey make_certified() {
  return make_server_certificate(make_authority_certificate().value(), "localhost").value();
}

TlsServerError error_of(const std::string& certificate, const std::string& key) {
  auto loaded = load_tls_server_context(certificate, key);
  const auto* error = std::get_if<TlsServerError>(&loaded);
  return error != nullptr ? *error : TlsServerError{Kind::system, "none", "it was loaded"};
}

TEST_F(TlsServerFiles, AreLoaded) {
  const auto certified = make_certified();
  const auto loaded =
      load_tls_server_context(write("certificate.pem", to_pem(certified)), write("key.pem", key_pem(certified)));
  ASSERT_TRUE(std::holds_alternative<TlsServerContext>(loaded));
  EXPECT_EQ(X509_cmp(SSL_CTX_get0_certificate(std::get<TlsServerContext>(loaded).get()), certified.certificate.get()),
            0);
}

TEST_F(TlsServerFiles, ThatAreNotThereAreNamed) {
  const auto certified = make_certified();
  const auto certificate = write("certificate.pem", to_pem(certified));
  const auto missing = (folder_ / "missing.pem").string();
  const auto first = error_of(missing, missing);
  EXPECT_EQ(first.kind, Kind::unreadable_certificate);
  EXPECT_EQ(to_string(first), "can't read the certificate " + missing +
                                  " (No such file or directory); name a PEM file that this user may read");
  EXPECT_EQ(error_of(certificate, missing).kind, Kind::unreadable_key);
  EXPECT_EQ(error_of(folder_.string(), missing).kind, Kind::unreadable_certificate);
}

TEST_F(TlsServerFiles, ThatHoldSomethingElseAreNamed) {
  const auto certified = make_certified();
  const auto certificate = write("certificate.pem", to_pem(certified));
  const auto key = write("key.pem", key_pem(certified));
  const auto empty = write("empty.pem", "");
  EXPECT_EQ(error_of(key, key).kind, Kind::unsound_certificate);
  EXPECT_EQ(error_of(empty, key).kind, Kind::unsound_certificate);
  EXPECT_EQ(error_of(certificate, certificate).kind, Kind::unsound_key);
  EXPECT_EQ(error_of(certificate, empty).kind, Kind::unsound_key);
  EXPECT_THAT(to_string(error_of(key, key)), HasSubstr(key + " holds no PEM certificate"));
}

TEST_F(TlsServerFiles, WithAKeyOfAnotherCertificateAreRefused) {
  const auto certificate = write("certificate.pem", to_pem(make_certified()));
  const auto key = write("key.pem", key_pem(make_certified()));
  const auto error = error_of(certificate, key);
  EXPECT_EQ(error.kind, Kind::other_key);
  EXPECT_EQ(error.file, key);
  EXPECT_THAT(to_string(error), HasSubstr("name the key that the certificate was made with"));
}

TEST_F(TlsServerFiles, WithALockedKeyAreRefusedWithoutAsking) {
  const auto certified = make_certified();
  const auto error =
      error_of(write("certificate.pem", to_pem(certified)), write("key.pem", key_pem(certified, "secret")));
  EXPECT_EQ(error.kind, Kind::encrypted_key);
  EXPECT_THAT(to_string(error), HasSubstr("openssl pkey -in"));
}

bool names(const CertifiedKey& certified, const char* host) {
  return X509_check_host(certified.certificate.get(), host, 0, 0, nullptr) == 1;
}

bool names_address(const CertifiedKey& certified, const char* address) {
  return X509_check_ip_asc(certified.certificate.get(), address, 0) == 1;
}

TEST(TestCertificate, NamesLoopbackAndTheHost) {
  const auto authority = make_authority_certificate().value();
  const auto certified = make_server_certificate(authority, "mock.test").value();
  EXPECT_TRUE(names(certified, "localhost"));
  EXPECT_TRUE(names(certified, "mock.test"));
  EXPECT_FALSE(names(certified, "other.test"));
  EXPECT_TRUE(names_address(certified, "127.0.0.1"));
  EXPECT_TRUE(names_address(certified, "::1"));
  EXPECT_FALSE(names_address(certified, "10.0.0.1"));
  EXPECT_TRUE(names_address(make_server_certificate(authority, "10.0.0.1").value(), "10.0.0.1"));
  EXPECT_TRUE(names_address(make_server_certificate(authority, "fe80::1").value(), "fe80::1"));
}

TEST(TestCertificate, TakesNoFurtherNamesFromTheHost) {
  const auto certified = make_server_certificate(make_authority_certificate().value(), "a,DNS:other.test");
  ASSERT_TRUE(certified);
  EXPECT_FALSE(names(*certified, "other.test"));
  EXPECT_TRUE(names(*certified, "localhost"));
}

TEST(TestCertificate, IsTrustedThroughItsAuthorityAloneByTheStrictRules) {
  const auto authority = make_authority_certificate().value();
  const auto certified = make_server_certificate(authority, "localhost").value();
  const auto verifies = [&](const CertifiedKey& trusted) {
    X509_STORE* store = X509_STORE_new();
    X509_STORE_add_cert(store, trusted.certificate.get());
    X509_STORE_CTX* check = X509_STORE_CTX_new();
    X509_STORE_CTX_init(check, store, certified.certificate.get(), nullptr);
    X509_STORE_CTX_set_flags(check, X509_V_FLAG_X509_STRICT);
    X509_STORE_CTX_set_purpose(check, X509_PURPOSE_SSL_SERVER);
    const bool is_trusted = X509_verify_cert(check) == 1;
    X509_STORE_CTX_free(check);
    X509_STORE_free(store);
    return is_trusted;
  };
  EXPECT_TRUE(verifies(authority));
  EXPECT_FALSE(verifies(make_authority_certificate().value()));
}

TEST(TestCertificate, OfAHostNamesThatAlone) {
  const auto authority = make_authority_certificate().value();
  const auto certified = make_host_certificate(authority, "api.mock_1.test").value();
  EXPECT_TRUE(names(certified, "api.mock_1.test"));
  EXPECT_FALSE(names(certified, "localhost"));
  EXPECT_FALSE(names_address(certified, "127.0.0.1"));
  EXPECT_TRUE(names_address(make_host_certificate(authority, "::1").value(), "::1"));
  EXPECT_FALSE(make_host_certificate(authority, "a,DNS:b"));
  EXPECT_FALSE(make_host_certificate(authority, ""));
}

TEST(HostsAuthority, HasAServerForEachHost) {
  const auto made = make_hosts_authority({"a.test", "127.0.0.1"});
  const auto& authority = std::get<HostsAuthority>(made);
  EXPECT_EQ(authority.certificate.find("KEY"), std::string::npos);
  ASSERT_EQ(authority.servers.size(), 2U);
  EXPECT_EQ(X509_check_host(SSL_CTX_get0_certificate(authority.servers[0].get()), "a.test", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_ip_asc(SSL_CTX_get0_certificate(authority.servers[1].get()), "127.0.0.1", 0), 1);
  EXPECT_TRUE(std::holds_alternative<TlsServerError>(make_hosts_authority({"no host"})));
}

TEST(TestAuthority, GivesTheCertificateWithoutAnyKey) {
  const auto made = make_test_authority("localhost");
  ASSERT_TRUE(std::holds_alternative<TestAuthority>(made));
  const auto& authority = std::get<TestAuthority>(made);
  EXPECT_TRUE(authority.certificate.starts_with("-----BEGIN CERTIFICATE-----\n"));
  EXPECT_EQ(authority.certificate.find("KEY"), std::string::npos);
  EXPECT_EQ(SSL_CTX_check_private_key(authority.server.get()), 1);
}

}  // namespace
}  // namespace wiretape::net
