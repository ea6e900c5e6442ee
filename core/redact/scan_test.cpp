#include "wiretape/core/redact/scan.h"

#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::redact {

void PrintTo(const Find& find, std::ostream* out) {
  *out << find.rule << " at " << find.offset << ", " << find.length << " bytes";
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Find> scan_default(std::string_view text) {
  return scan(text, default_rules());
}

std::vector<Find> scan_known(std::string_view text, std::string secret) {
  Rules rules = default_rules();
  rules.known.push_back({"credential", std::move(secret)});
  return scan(text, rules);
}

TEST(Scan, FindsNothingInWhatIsClean) {
  for (const char* text :
       {"", "\"", "{}", "sk-short", "risk-abcdefghijklmnopqrstuv", "sk-****************", "Bearer ****************",
        R"({"password":"****","api_key":"","n":{"secret_key":111}})", R"({"a":"\n@app.route"})", "eyJ.eyJ.abc",
        "-----BEGIN PRIVATE KEY-----\n****\n-----END PRIVATE KEY-----\nabcdefghijklmnopqrstuvwxyz"})
    EXPECT_THAT(scan_default(text), IsEmpty()) << text;
}

TEST(Scan, SaysWhatIsFoundWhere) {
  EXPECT_THAT(scan_default("a sk-abcdefghijklmnop b jo@mail.com"),
              ElementsAre(Find{"openai_key", 2, 19}, Find{"email", 24, 11}));
  EXPECT_THAT(scan_default(R"({"a":"b sk-abcdefghijklmnop"})"), ElementsAre(Find{"openai_key", 8, 19}));
  EXPECT_THAT(scan_known("xhunter22 hunter22", "hunter22"),
              ElementsAre(Find{"credential", 1, 8}, Find{"credential", 10, 8}));
}

TEST(Scan, FindsWhatEscapesHide) {
  EXPECT_THAT(scan_default(R"({"a":"\u0073k-abcdefghijklmnop"})"), ElementsAre(Find{"openai_key", 6, 24}));
  EXPECT_THAT(scan_known(R"({"a":"x\/\"y\\0123z"})", "/\"y\\0123"), ElementsAre(Find{"credential", 6, 13}));
}

TEST(Scan, FindsWhatIsSpreadOverEvents) {
  EXPECT_THAT(scan_known("data: {\"t\":\"hun\"}\n\ndata: {\"t\":\"ter22\"}\n\n", "hunter22"),
              ElementsAre(Find{"credential", 0, 38}));
  EXPECT_THAT(scan_known("{\"t\":\"hun\"}\n{\"t\":\"ter22\"}\n", "hunter22"), ElementsAre(Find{"credential", 0, 25}));
  EXPECT_THAT(scan_known("[{\"t\":\"hun\"},{\"t\":\"ter22\"}]", "hunter22"), ElementsAre(Find{"credential", 0, 27}));
  EXPECT_THAT(scan_known("{\"t\":\"hun\"}\n{\"u\":\"ter22\"}\n", "hunter22"), IsEmpty());
  EXPECT_THAT(scan_known("{\"index\":0,\"t\":\"hun\"}\n{\"index\":1,\"t\":\"ter22\"}\n", "hunter22"), IsEmpty());
}

TEST(Scan, FindsMembersAtAnyDepth) {
  EXPECT_THAT(scan_default(R"({"a":[{"apiKey":"x"}]})"), ElementsAre(Find{"apiKey", 0, 22}));
  EXPECT_THAT(scan_default("data: {\"password\":12}\n\n"), ElementsAre(Find{"password", 0, 21}));
  EXPECT_THAT(scan_default(R"({"client_secret":["*",[1],["x"]]})"), ElementsAre(Find{"client_secret", 0, 33}));
  EXPECT_THAT(scan_default(R"({"password":{"type":"string"},"id":"password"})"), IsEmpty());
}

TEST(Scan, FindsAPrivateKeyInPieces) {
  const std::string key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIrYSSNQFaA2Hwf1\n-----END EC PRIVATE KEY-----";
  EXPECT_THAT(scan_default(key), ElementsAre(Find{"private_key", 5, 42}));
}

}  // namespace
}  // namespace wiretape::redact
