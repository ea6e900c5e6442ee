#include "wiretape/recorder/log/seen_secrets.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/redact/stream/stream_redactor.h"

namespace wiretape::recorder::log {
namespace {

wire::HttpRequestHead with_key(const std::string& key) {
  wire::HttpRequestHead head;
  head.target = "/";
  head.fields = {{"x-api-key", key}};
  return head;
}

std::string shown(const SeenSecrets& secrets, const std::string& text) {
  return redact::redacted_text(text, secrets.patterns());
}

TEST(SeenSecrets, KnowsWhatARequestHasShown) {
  SeenSecrets secrets(redact::default_rules());
  EXPECT_EQ(shown(secrets, "a hunter22 b"), "a hunter22 b");
  const auto before = secrets.patterns();
  secrets.learn(with_key("hunter22"));
  EXPECT_EQ(shown(secrets, "a hunter22 b"), "a ******** b");
  EXPECT_EQ(redact::redacted_text("jo@mail.com hunter22", secrets.known()), "jo@mail.com ********");
  EXPECT_EQ(redact::redacted_text("hunter22", before), "hunter22") << "who began before has what was known then";
}

TEST(SeenSecrets, KeepsThoseThatWereGivenAndTheLastThatCame) {
  redact::Rules rules = redact::default_rules();
  rules.known.push_back({"environment", "given-value"});
  SeenSecrets secrets(rules);
  for (std::size_t key = 0; key <= SeenSecrets::most_credentials; ++key)
    secrets.learn(with_key("credential-" + std::to_string(1000 + key)));
  EXPECT_EQ(shown(secrets, "given-value"), "***********");
  EXPECT_EQ(shown(secrets, "credential-1000"), "credential-1000");
  EXPECT_EQ(shown(secrets, "credential-1001"), "***************");
  EXPECT_EQ(shown(secrets, "credential-1064"), "***************");
}

}  // namespace
}  // namespace wiretape::recorder::log
