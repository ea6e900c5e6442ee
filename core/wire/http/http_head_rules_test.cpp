#include "wiretape/core/wire/http/http_head_rules.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

struct Verdict {
  std::optional<HttpError> error;
  HttpHeadFacts facts;
  HttpFieldLines fields;
};

Verdict check(HttpHeadKind kind, const std::vector<std::string_view>& lines) {
  HttpHeadRules rules(kind);
  auto error = rules.check_start_line(lines.front());
  std::string text;
  for (std::size_t index = 1; index < lines.size() && !error; ++index) {
    error = rules.check_field_line(lines[index], text.size());
    text.append(lines[index]).append("\r\n");
  }
  if (!error) error = rules.check_whole();
  return {error, rules.facts(), HttpFieldLines(text, rules.facts().fields)};
}

Verdict check_request(std::vector<std::string_view> fields, std::string_view version = "1.1") {
  const std::string line = "POST / HTTP/" + std::string(version);
  fields.insert(fields.begin(), line);
  return check(HttpHeadKind::request, fields);
}

void expect_refused(const std::vector<std::string_view>& lines, int status, std::string_view what,
                    std::string_view version = "1.1") {
  const auto [error, facts, fields] = check_request(lines, version);
  ASSERT_TRUE(error.has_value()) << what;
  EXPECT_EQ(error->status, status) << what;
  EXPECT_EQ(error->what, what);
}

TEST(HttpHeadRules, FactsOfARequest) {
  const auto [error, facts, fields] = check_request({"host: a", "X: y", "CONTENT-length: \t0042 "});
  EXPECT_EQ(error, std::nullopt);
  EXPECT_EQ(fields, (HttpFieldLines{{"host", "a"}, {"X", "y"}, {"CONTENT-length", "0042"}}));
  EXPECT_EQ(facts.content_length, 42U);
  EXPECT_FALSE(facts.chunked);
  EXPECT_EQ(facts.start_line.minor_version, 1);
}

TEST(HttpHeadRules, FieldsAsTheyStandOnTheWire) {
  const std::string value = "a:b: " + std::string(60000, 'x') + "\xE9";
  const std::string line = "A:" + value;
  const auto [error, facts, fields] = check_request({"Host: a:80", "X-Odd:  \t two  words \t", "x-odd:", line});
  EXPECT_EQ(error, std::nullopt);
  EXPECT_EQ(fields, (HttpFieldLines{{"Host", "a:80"}, {"X-Odd", "two  words"}, {"x-odd", ""}, {"A", value}}));
}

TEST(HttpHeadRules, FactsOfAResponse) {
  const auto [error, facts, fields] = check(HttpHeadKind::response, {"HTTP/1.1 503 No", "Transfer-ENCODING:Chunked"});
  EXPECT_EQ(error, std::nullopt);
  EXPECT_EQ(facts.start_line.status, 503);
  EXPECT_TRUE(facts.chunked);
  EXPECT_EQ(facts.content_length, std::nullopt);
}

TEST(HttpHeadRules, HostOncePerHttp11Request) {
  EXPECT_EQ(check_request({"Host: a:80"}).error, std::nullopt);
  EXPECT_EQ(check_request({}, "1.0").error, std::nullopt);
  expect_refused({}, 400, "no Host in an HTTP/1.1 request");
  expect_refused({"Hos: a", "Hostt: a"}, 400, "no Host in an HTTP/1.1 request");
  expect_refused({"Host: a", "host: a"}, 400, "Host repeated");
  expect_refused({"Host: a", "host: a"}, 400, "Host repeated", "1.0");
  expect_refused({"Host:"}, 400, "Host isn't a host with an optional port");
  expect_refused({"Host: a, b"}, 400, "Host isn't a host with an optional port");
  expect_refused({"Host: u@a"}, 400, "Host isn't a host with an optional port", "1.0");
}

TEST(HttpHeadRules, AResponseNeedsNoHostAndMayHaveAny) {
  EXPECT_EQ(check(HttpHeadKind::response, {"HTTP/1.1 200 OK", "Host: ", "Host: /"}).error, std::nullopt);
}

TEST(HttpHeadRules, ContentLengthIsDigitsAndOne) {
  EXPECT_EQ(check_request({"Host: a", "Content-Length: 18446744073709551615"}).facts.content_length, UINT64_MAX);
  EXPECT_EQ(check_request({"Host: a", "Content-Length: 5", "Content-Length: 05"}).error, std::nullopt);
  expect_refused({"Content-Length: 18446744073709551616"}, 400, "Content-Length overflows");
  expect_refused({"Content-Length: 5", "Content-Length: 6"}, 400, "Content-Length repeated with another value");
  for (const auto line : {"Content-Length:", "Content-Length: ", "Content-Length: +5", "Content-Length: -0",
                          "Content-Length: 0x5", "Content-Length: 5, 5", "Content-Length: 1 0", "Content-Length: 1_0",
                          "Content-Length: 5.0", "Content-Length: five", "Content-Length: 5;"}) {
    expect_refused({line}, 400, "Content-Length isn't a number");
  }
}

TEST(HttpHeadRules, TransferEncodingIsChunkedAlone) {
  EXPECT_TRUE(check_request({"Host: a", "Transfer-Encoding: \tCHUNKED "}).facts.chunked);
  for (const auto line : {"Transfer-Encoding: gzip, chunked", "Transfer-Encoding: a, b ,\tchunked"}) {
    expect_refused({line}, 501, "Transfer-Encoding other than chunked");
  }
  for (const auto line :
       {"Transfer-Encoding:", "Transfer-Encoding: gzip", "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, gzip", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked;a=b", "Transfer-Encoding: \"chunked\"", "Transfer-Encoding: , chunked",
        "Transfer-Encoding: chunked,", "Transfer-Encoding: \vchunked"}) {
    const auto error = check_request({line}).error;
    ASSERT_TRUE(error.has_value()) << line;
    EXPECT_EQ(error->status, 400) << line;
  }
  expect_refused({"Transfer-Encoding: chunked", "Transfer-Encoding: chunked"}, 400, "Transfer-Encoding repeated");
  expect_refused({"Transfer-Encoding: chunked"}, 400, "Transfer-Encoding in an HTTP/1.0 message", "1.0");
}

TEST(HttpHeadRules, ContentLengthBesideTransferEncodingInAnyOrder) {
  constexpr std::string_view what = "Content-Length beside Transfer-Encoding";
  expect_refused({"Host: a", "Content-Length: 5", "Transfer-Encoding: chunked"}, 400, what);
  expect_refused({"Host: a", "Transfer-Encoding: chunked", "Content-Length: 5"}, 400, what);
  const auto response =
      check(HttpHeadKind::response, {"HTTP/1.1 200 OK", "Content-Length: 0", "Transfer-Encoding: chunked"});
  ASSERT_TRUE(response.error.has_value());
  EXPECT_EQ(response.error->what, what);
}

TEST(HttpHeadRules, ConnectionIsAListOfTokens) {
  for (const auto line : {"Connection:", "Connection: close", "Connection: keep-alive , Upgrade", "Connection: ,, a,"})
    EXPECT_EQ(check_request({"Host: a", line}).error, std::nullopt) << line;
  for (const auto line : {"Connection: \"close\"", "connection: a b", "Connection: a, b=c"})
    expect_refused({"Host: a", line}, 400, "Connection isn't a list of tokens");
}

TEST(HttpHeadRules, NamesThatOnlyLookAlikeAreOrdinaryFields) {
  const auto [error, facts, fields] =
      check_request({"Host: a", "Content_Length: 9", "Transfer_Encoding: chunked", "Content-Lengthy: x"});
  EXPECT_EQ(error, std::nullopt);
  EXPECT_EQ(facts.content_length, std::nullopt);
  EXPECT_FALSE(facts.chunked);
}

}  // namespace
}  // namespace wiretape::wire
