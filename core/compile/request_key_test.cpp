#include "wiretape/core/compile/request_key.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::compile {
namespace {

std::uint64_t key_of(const std::string& body, const std::string& session = "", const std::string& path = "/v1") {
  wire::HttpRequest request;
  request.head.method = "POST";
  request.body = body;
  return request_key(session, provider::RequestView(request, path, ""));
}

TEST(RequestKey, IsPinned) {
  EXPECT_EQ(key_of(R"({"model":"m"})"), 11372714188453399256U);
}

TEST(RequestKey, IgnoresTheOrderAndSpacingOfJson) {
  EXPECT_EQ(key_of(R"({"a":1,"b":[1,2]})"), key_of(R"({ "b": [1, 2], "a": 1 })"));
  EXPECT_NE(key_of(R"({"a":1})"), key_of(R"({"a":2})"));
  EXPECT_NE(key_of(R"({"a":[1,2]})"), key_of(R"({"a":[2,1]})"));
}

TEST(RequestKey, IsTheSameWhateverTheSecrets) {
  EXPECT_EQ(key_of(R"({"model":"m","api_key":"k-1"})"), key_of(R"({"model":"m","api_key":"k-2"})"));
  EXPECT_EQ(key_of(R"({"tools":[{"auth":{"clientSecret":"a"}}]})"),
            key_of(R"({"tools":[{"auth":{"clientSecret":"b"}}]})"));
  EXPECT_NE(key_of(R"({"model":"m","api_key":"k-1"})"), key_of(R"({"model":"n","api_key":"k-1"})"));
  EXPECT_NE(key_of(R"({"api_key":"k-1"})"), key_of(R"({})"));
  EXPECT_NE(key_of(R"({"max_tokens":1})"), key_of(R"({"max_tokens":2})"));
  EXPECT_NE(key_of(R"({"api_key":{"model":"m"}})"), key_of(R"({"api_key":{"model":"n"}})")) << "no text";
}

TEST(RequestKey, TellsSessionsPathsAndRawBodiesApart) {
  EXPECT_NE(key_of("x"), key_of("y"));
  EXPECT_NE(key_of("x", "one"), key_of("x", "two"));
  EXPECT_NE(key_of("x", "", "/a"), key_of("x", "", "/b"));
  EXPECT_NE(key_of("x", "/a", ""), key_of("x", "", "/a"));
}

}  // namespace
}  // namespace wiretape::compile
