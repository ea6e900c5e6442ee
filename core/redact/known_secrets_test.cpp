#include "wiretape/core/redact/known_secrets.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::redact {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> values_known(const Rules& rules) {
  std::vector<std::string> values;
  for (const KnownSecret& secret : rules.known)
    values.push_back(secret.value);
  return values;
}

std::vector<std::string> known_of(const wire::HttpFields& fields, std::string_view target = "/") {
  Rules rules;
  add_credentials(rules, fields, target);
  return values_known(rules);
}

TEST(KnownSecrets, AreLongEnoughAndNoPlaceholders) {
  Rules rules;
  EXPECT_FALSE(add_known_secret(rules, "credential", "1234567"));
  EXPECT_FALSE(add_known_secret(rules, "credential", "**********"));
  EXPECT_FALSE(add_known_secret(rules, "credential", "11111111"));
  EXPECT_TRUE(add_known_secret(rules, "credential", "12345678"));
  EXPECT_FALSE(add_known_secret(rules, "credential", "12345678"));
  EXPECT_EQ(rules.known, (std::vector<KnownSecret>{{"credential", "12345678"}}));
}

TEST(KnownSecrets, AreLookedForPercentEncodedToo) {
  Rules rules;
  EXPECT_TRUE(add_known_secret(rules, "credential", "a/b+c d\xC3\xA9"));
  EXPECT_THAT(values_known(rules), ElementsAre("a/b+c d\xC3\xA9", "a%2Fb%2Bc%20d%C3%A9"));
}

TEST(KnownSecrets, AreTheCredentialsOfARequest) {
  EXPECT_THAT(known_of({{"Authorization", "Bearer abcdefg8"}}), ElementsAre("abcdefg8"));
  EXPECT_THAT(known_of({{"authorization", "abcdefg8"}, {"x-api-key", "12345678"}, {"My-Token", "token0token"}}),
              ElementsAre("abcdefg8", "12345678", "token0token"));
  EXPECT_THAT(known_of({{"Authorization", "Basic bWU6c2VzYW1lLTBwZW4="}}),
              ElementsAre("bWU6c2VzYW1lLTBwZW4=", "bWU6c2VzYW1lLTBwZW4%3D", "sesame-0pen"));
  EXPECT_THAT(known_of({{"Cookie", "theme=dark; sid=0123456789abcdef; =; x"}}), ElementsAre("0123456789abcdef"));
  EXPECT_THAT(known_of({{"Sec-WebSocket-Protocol", "realtime, openai-insecure-api-key.ek_12345, openai-beta.v1"}}),
              ElementsAre("ek_12345"));
  EXPECT_THAT(known_of({{"Host", "example.com"}, {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}), IsEmpty());
}

TEST(KnownSecrets, AreNoWordsThatStandInForAKey) {
  for (const std::string word : {"undefined", "Not-needed", "lm-studio", "placeholder", "my_key_here"})
    EXPECT_THAT(known_of({{"Authorization", "Bearer " + word}}), IsEmpty()) << word;
  EXPECT_THAT(known_of({{"Authorization", "Bearer as-long-as-a-key"}}), ElementsAre("as-long-as-a-key"));
}

TEST(KnownSecrets, AreTheSecretParametersOfATarget) {
  EXPECT_THAT(known_of({}, "/v1/m?alt=sse&key=AIza%2D5678&n=123456789"), ElementsAre("AIza-5678"));
}

TEST(KnownSecrets, AreValuesOfTheEnvironment) {
  const std::vector<std::pair<std::string, std::string>> variables{{"OPENAI_API_KEY", "0123456789abcdef"},
                                                                   {"GITHUB_TOKEN", "too short"},
                                                                   {"HOME", "/home/somebody/else"},
                                                                   {"AWS_SECRET", "fedcba9876543210"}};
  Rules rules;
  add_environment(rules, variables);
  EXPECT_THAT(values_known(rules), ElementsAre("0123456789abcdef", "fedcba9876543210"));
}

}  // namespace
}  // namespace wiretape::redact
