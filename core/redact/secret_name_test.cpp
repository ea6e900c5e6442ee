#include "wiretape/core/redact/secret_name.h"

#include <gtest/gtest.h>

namespace wiretape::redact {
namespace {

class SecretName : public ::testing::TestWithParam<const char*> {};

TEST_P(SecretName, NamesASecret) {
  EXPECT_TRUE(names_secret(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Words, SecretName,
                         ::testing::Values("key", "KEY", "api_key", "api-key", "apikey", "APIKEY", "apiKey",
                                           "x-api-key", "X.Api.Key", "subscription-key", "subscriptionKey",
                                           "subscriptionkey", "access_key", "AccessKey", "token", "access_token",
                                           "refresh_token", "id_token", "idToken", "accesstoken", "xoauth_token",
                                           "X-Amz-Security-Token", "secret", "client_secret", "clientSecret",
                                           "clientsecret"));
INSTANTIATE_TEST_SUITE_P(OtherSecrets, SecretName,
                         ::testing::Values("password", "Password", "PASSWORD", "dbPassword", "userpassword", "passwd",
                                           "pwd", "passphrase", "signature", "X-Goog-Signature", "sig", "credential",
                                           "X-Goog-Credential", "credentials", "client_assertion", "code",
                                           "code_verifier", "auth", "x-auth", "authorization", "proxy-authorization",
                                           "cookie", "set-cookie", "jwt", "bearer"));
INSTANTIATE_TEST_SUITE_P(WithNumbers, SecretName,
                         ::testing::Values("key2", "key[0]", "tokens[token]", "api_key_1", "sig-"));

class HarmlessName : public ::testing::TestWithParam<const char*> {};

TEST_P(HarmlessName, NamesNone) {
  EXPECT_FALSE(names_secret(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, HarmlessName,
                         ::testing::Values("", "0", "-", "keys", "monkey", "turkey", "max_tokens", "model", "alt",
                                           "api-version", "language_code", "author", "sign", "signal", "key_id",
                                           "keyName", "design", "secretary", "tokenizer", "barcode", "token_count"));

}  // namespace
}  // namespace wiretape::redact
