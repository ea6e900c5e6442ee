#include "wiretape/convert/request_rule.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/text/base64.h"

namespace wiretape::convert {
namespace {

std::optional<std::string> json_of(const std::string& body) {
  return request_rule("POST", "/", {}, body).json;
}

TEST(RequestRule, HasPathAndQueryOfAUrl) {
  const auto path_of = [](const std::string& target) { return *request_rule("GET", target, {}, "").path; };
  EXPECT_EQ(path_of("https://h:1/a/b?c#d"), "/a/b");
  EXPECT_EQ(path_of("https://h"), "/");
  EXPECT_EQ(path_of("/a?b=http://c/d"), "/a");
  EXPECT_EQ(path_of("/a/{b"), "/a/*b");
  EXPECT_EQ(path_of("/a/{{b}}"), "/*");
  const auto query = request_rule("GET", "/a?b=c%20d&e&key=[redacted]", {}, "").query;
  ASSERT_EQ(query.size(), 2U);
  EXPECT_EQ(query[0], (tape::NamedRule{"b", {tape::TextRule::Kind::equals, "c d"}}));
  EXPECT_EQ(query[1], (tape::NamedRule{"e", {tape::TextRule::Kind::equals, ""}}));
}

TEST(RequestRule, HasTheMethodInItsLetters) {
  EXPECT_EQ(request_rule("post", "/", {}, "").method, "POST");
  EXPECT_EQ(request_rule("Brew", "/", {}, "").method, "Brew");
}

TEST(RequestRule, AsksForWhatDecidesTheAnswer) {
  EXPECT_EQ(json_of(R"({"temperature":1,"messages":[{"a":1.0}],"model":"m","stream":false})"),
            R"({"model":"m","messages":[{"a":1.0}],"stream":false})");
  EXPECT_EQ(json_of(R"({"b":1,"a":[2]})"), R"({"b":1,"a":[2]})");
  for (const std::string body : {"", "a=b", "[1]", "{}", "{\"model\":"})
    EXPECT_EQ(json_of(body), std::nullopt) << body;
  EXPECT_EQ(json_of(R"({"model":)" + std::string(60, '[') + std::string(60, ']') + "}"), std::nullopt);
}

TEST(RequestRule, UnpacksTheBody) {
  // gzip of {"model":"m"}
  const std::string packed = text::decode_base64("H4sIAAAAAAACA6tWys1PSc1RslLKVaoFAJtsuqoNAAAA").value();
  const auto rule = request_rule("POST", "/", {{"Content-Encoding", "gzip"}}, packed);
  EXPECT_EQ(rule.json, R"({"model":"m"})");
}

}  // namespace
}  // namespace wiretape::convert
