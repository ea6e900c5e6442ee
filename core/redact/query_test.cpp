#include "wiretape/core/redact/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::redact {
namespace {

TEST(RedactedTarget, HidesTheValuesOfSecretParameters) {
  for (const char* name : {"key",
                           "api_key",
                           "api-key",
                           "apikey",
                           "access_token",
                           "token",
                           "code",
                           "sig",
                           "signature",
                           "x-amz-signature",
                           "X-Amz-Credential",
                           "X-Amz-Date",
                           "KEY",
                           "%6Bey",
                           "api%5Fkey",
                           "client_secret",
                           "x-api-key",
                           "refresh_token",
                           "id_token",
                           "subscription-key",
                           "password",
                           "X-Goog-Signature",
                           "clientSecret",
                           "client%2Dsecret"}) {
    const std::string before = std::string("/v1beta/models/m:streamGenerateContent?alt=sse&") + name + "=";
    EXPECT_EQ(redacted_target(before + "AIza-secret&n=1"), before + "[redacted]&n=1");
  }
}

TEST(RedactedTarget, LeavesEverythingElseAsItIs) {
  for (const char* target : {"/", "*", "", "/a?", "/a?b", "/a?&&=&", "/a?keys=1&monkey=2", "/key=1/token=2", "/a?key",
                             "//ws//x?y=%zz", "/a@b?c=d@e", "http://host:1/path@x?y=1", "/?u=http://me:pw@host"}) {
    EXPECT_EQ(redacted_target(target), target);
  }
}

TEST(RedactedTarget, HidesEachOfSeveral) {
  EXPECT_EQ(redacted_target("/?key=1&key=&key=a=b"), "/?key=[redacted]&key=[redacted]&key=[redacted]");
}

TEST(RedactedTarget, HidesUserInformation) {
  EXPECT_EQ(redacted_target("http://me:secret@host:1/path?a=b"), "http://[redacted]@host:1/path?a=b");
  EXPECT_EQ(redacted_target("http://me@odd@host"), "http://[redacted]@host");
}

}  // namespace
}  // namespace wiretape::redact
