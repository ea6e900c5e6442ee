#include "wiretape/core/provider/request_view.h"

#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::provider {
namespace {

wire::HttpRequest request_with(std::string body) {
  wire::HttpRequest request;
  request.head.method = "POST";
  request.head.target = "/~s/v1/chat/completions?a=b";
  request.head.fields = {{"Content-Type", "application/json"}};
  request.body = std::move(body);
  return request;
}

std::string nested(int depth) {
  return std::string(depth, '[') + std::string(depth, ']');
}

TEST(RequestView, ShowsThePartsOfTheRequest) {
  const wire::HttpRequest request = request_with("{}");
  const RequestView view(request, "/v1/chat/completions", "a=b");
  EXPECT_EQ(view.method(), "POST");
  EXPECT_EQ(view.path(), "/v1/chat/completions");
  EXPECT_EQ(view.query(), "a=b");
  EXPECT_EQ(view.fields(), request.head.fields);
  EXPECT_EQ(view.body(), "{}");
}

TEST(RequestView, ParsesTheBodyOnce) {
  const wire::HttpRequest request = request_with(R"({"model":"m","stream":true})");
  const RequestView view(request, "/", "");
  ASSERT_NE(view.json(), nullptr);
  EXPECT_EQ(view.json()->at("model"), "m");
  EXPECT_EQ(view.json(), view.json());
}

TEST(RequestView, HasNoJsonWhereTheBodyIsNot) {
  for (const char* body : {"", " ", "{", "{\"a\":1", "{\"a\":1}x", "nul", "\"\xFF\"", "{'a':1}"}) {
    const wire::HttpRequest request = request_with(body);
    const RequestView view(request, "/", "");
    EXPECT_EQ(view.json(), nullptr) << body;
    EXPECT_EQ(view.json(), nullptr) << "asked again: " << body;
  }
}

TEST(RequestView, TakesAnyJsonValue) {
  for (const char* body : {"null", "1", "\"a\"", "[]", " {} "}) {
    const wire::HttpRequest request = request_with(body);
    EXPECT_NE(RequestView(request, "/", "").json(), nullptr) << body;
  }
}

TEST(RequestView, RefusesNestingPast200Levels) {
  const wire::HttpRequest deepest = request_with(nested(200));
  EXPECT_NE(RequestView(deepest, "/", "").json(), nullptr);
  const wire::HttpRequest deeper = request_with(nested(201));
  EXPECT_EQ(RequestView(deeper, "/", "").json(), nullptr);
  const wire::HttpRequest absurd = request_with(nested(1'000'000));
  EXPECT_EQ(RequestView(absurd, "/", "").json(), nullptr);
}

TEST(RequestView, RefusesDeepObjectsToo) {
  std::string body;
  for (int depth = 0; depth < 201; ++depth)
    body += "{\"a\":";
  body += "1" + std::string(201, '}');
  const wire::HttpRequest request = request_with(body);
  EXPECT_EQ(RequestView(request, "/", "").json(), nullptr);
}

}  // namespace
}  // namespace wiretape::provider
