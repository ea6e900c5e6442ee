// Forty kinds of secrets, planted in every place where a recorder finds bytes, and cut at every byte: none is left, all
// else stays, and a scan finds nothing any more.

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/known_secrets.h"
#include "wiretape/core/redact/planted_for_test.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/response_headers.h"
#include "wiretape/core/redact/scan.h"
#include "wiretape/core/redact/stream/redacted_for_test.h"

namespace wiretape::redact {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const SharedPatterns& planting_patterns() {
  static const SharedPatterns patterns = make_patterns(planting_rules());
  return patterns;
}

void expect_gone(const std::string& text, std::string_view secret, std::string_view around) {
  const std::string whole_text = redacted_text(text, planting_patterns());
  ASSERT_EQ(whole_text.size(), text.size());
  EXPECT_THAT(whole_text, Not(HasSubstr(std::string(secret)))) << text;
  EXPECT_THAT(whole_text, HasSubstr(std::string(around)));
  EXPECT_THAT(scan(whole_text, planting_rules()), IsEmpty()) << whole_text;
  EXPECT_THAT(scan(text, planting_rules()), Not(IsEmpty())) << text;
  for (std::size_t at = 1; at < text.size(); ++at) {
    const std::string_view bytes(text);
    ASSERT_EQ(redacted_in({bytes.substr(0, at), bytes.substr(at)}, planting_patterns()), whole_text) << "cut at " << at;
  }
  ASSERT_EQ(redacted_in(wire::pieces_of_size(text, 1), planting_patterns()), whole_text);
}

std::string in_unicode_escapes(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    out.append("\\u00").append({digits[byte / 16U], digits[byte % 16U]});
  }
  return out;
}

class PlantedSecret : public ::testing::TestWithParam<Planted> {};

TEST_P(PlantedSecret, IsGoneFromPlainText) {
  expect_gone(std::string("before ") + GetParam().text + " after", GetParam().secret, "before ");
  expect_gone(GetParam().text, GetParam().secret, "");
}

TEST_P(PlantedSecret, IsGoneFromJson) {
  expect_gone(std::string(R"({"messages":[{"content":"it is\n)") + GetParam().text + R"("}],"n":[1,2]})",
              GetParam().secret, R"("}],"n":[1,2]})");
}

TEST_P(PlantedSecret, IsGoneFromEscapedJson) {
  const std::string escaped = in_unicode_escapes(GetParam().text);
  expect_gone(R"({"content":")" + escaped + R"("})", in_unicode_escapes(GetParam().secret), R"({"content":")");
}

TEST_P(PlantedSecret, IsGoneFromAForm) {
  expect_gone(std::string("a=b&c=") + GetParam().text + "&d=e", GetParam().secret, "&d=e");
}

TEST_P(PlantedSecret, IsGoneFromDeltasCutAnywhere) {
  const std::string_view text = GetParam().text;
  const auto delta = [](std::string_view content) {
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + std::string(content) + "\"}}]}\n\n";
  };
  for (std::size_t at = 1; at < text.size(); ++at) {
    const std::string stream = delta("so ") + delta(text.substr(0, at)) + delta(text.substr(at)) + delta(" it is");
    const std::string shown = redacted_text(stream, planting_patterns());
    EXPECT_THAT(scan(shown, planting_rules()), IsEmpty()) << shown;
    EXPECT_THAT(scan(stream, planting_rules()), Not(IsEmpty())) << stream;
    EXPECT_EQ(redacted_in(wire::pieces_of_size(stream, 1), planting_patterns()), shown);
    EXPECT_EQ(redacted_in(wire::random_pieces(stream, at, 40), planting_patterns()), shown);
  }
}

TEST_P(PlantedSecret, IsGoneFromDeltasOfOneCharacter) {
  std::string stream;
  for (const char c : std::string_view(GetParam().text))
    stream += std::string(R"({"type":"content_block_delta","delta":{"text":")") + c + "\"}}\n";
  const std::string shown = redacted_text(stream, planting_patterns());
  EXPECT_EQ(shown.size(), stream.size());
  EXPECT_THAT(scan(shown, planting_rules()), IsEmpty()) << shown;
  EXPECT_EQ(redacted_in(wire::pieces_of_size(stream, 7), planting_patterns()), shown);
}

TEST_P(PlantedSecret, IsGoneFromFields) {
  const wire::HttpFields fields{{"User-Agent", std::string("x ") + GetParam().text},
                                {"Authorization", GetParam().text}};
  for (const auto& [name, value] : redacted_headers(fields, planting_patterns()))
    EXPECT_THAT(std::string(value), Not(HasSubstr(GetParam().secret)));
  for (const auto& [name, value] : redacted_response_headers(fields, planting_patterns()))
    EXPECT_THAT(value, Not(HasSubstr(GetParam().secret)));
}

INSTANTIATE_TEST_SUITE_P(, PlantedSecret, ::testing::ValuesIn(planted_values()));

TEST(PlantedAddress, IsGone) {
  expect_gone("mail jo.doe@mail.example.com today", "jo.doe@mail.example.com", " today");
  expect_gone(R"({"content":"mail\njo.doe@mail.example.com\t!"})", "jo.doe@mail.example.com", "\\t!");
}

TEST(PlantedAddress, IsGoneToItsEnd) {
  expect_gone("ask jo@mail.cs.stanford.edu, or", "jo@mail.cs.stanford.edu", ", or");
  EXPECT_EQ(redacted_text("jo@mail.example.co.uk!", planting_patterns()), std::string(21, '*') + "!");
}

// As tools give it back, and as arguments of calls have it.
TEST(JsonInsideJson, HasItsSecretsGoneAndItsEscapesKept) {
  expect_gone(R"({"content":"{\"out\":\"keys:\\nsk-abcdefghijklmnop\"}"})", "sk-abcdefghijklmnop", R"(keys:\\n****)");
  expect_gone(R"({"a":"{\"b\":\"\\njo@mail.com\"}"})", "jo@mail.com", R"(\\n****)");
  const std::string code = R"({"a":"{\"code\":\"import x\\n@app.get(1)\\t@y.zz\"}"})";
  EXPECT_EQ(redacted_text(code, planting_patterns()), code);
  EXPECT_THAT(scan(code, planting_rules()), IsEmpty());
  expect_gone(R"({"a":"{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0B\\nAQEFAASC\\n-----END)"
              R"( PRIVATE KEY-----\"}"})",
              "MIIEvQIBADANBgkqhkiG9w0B", R"(KEY-----\\n****)");
}

TEST(PlantedNumber, IsMaskedAsText) {
  Rules rules = default_rules();
  add_known_secret(rules, "credential", "1234567890123456");
  const auto patterns = make_patterns(rules);
  EXPECT_EQ(redacted_text(R"({"a":1234567890123456,"b":"x 1234567890123456"})", patterns),
            R"({"a":1111111111111111,"b":"x ****************"})");
  EXPECT_EQ(redacted_text("Bearer 1234567890123456", patterns), "Bearer ****************");
}

TEST(PlantedKey, IsGone) {
  const std::string key =
      "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0B\\nAQEFAASC+/==\\n-----END PRIVATE KEY-----";
  expect_gone(R"({"content":")" + key + R"( ok"})", "MIIEvQIBADANBgkqhkiG9w0B", " ok\"}");
}

TEST(PlantedMember, IsGoneAtAnyDepth) {
  for (const char* name : {"api_key", "apiKey", "access_token", "refresh_token", "id_token", "client_secret",
                           "client_assertion", "password", "private_key", "connectionString", "Authorization"})
    expect_gone(std::string(R"({"a":[{"b":{")") + name + R"(":"x\u0020y, z"}}],"id":"x","name":"y"})", "x\\u0020y, z",
                R"("}}],"id":"x","name":"y"})");
}

}  // namespace
}  // namespace wiretape::redact
