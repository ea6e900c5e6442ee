#include "wiretape/mockserver/answer/cors.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

wire::HttpRequest request_with(std::string method, wire::HttpFields fields) {
  return {{.method = std::move(method), .target = "/v1", .minor_version = 1, .fields = std::move(fields)}, ""};
}

const wire::HttpFields asking{{"Origin", "http://app.test"}, {"Access-Control-Request-Method", "POST"}};

TEST(Cors, AllowsWhatAPreflightAsksFor) {
  auto fields = asking;
  fields.push_back({"access-control-request-headers", "authorization,content-type,x-stainless-os"});
  const auto answer = preflight_answer(request_with("OPTIONS", fields));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->program->bytes,
            "HTTP/1.1 204 No Content\r\n"
            "access-control-allow-origin: http://app.test\r\n"
            "access-control-allow-methods: POST\r\n"
            "access-control-allow-headers: authorization,content-type,x-stainless-os\r\n"
            "vary: origin, access-control-request-method, access-control-request-headers\r\n\r\n");
}

TEST(Cors, AllowsNoHeadersWhereNoneAreAskedFor) {
  const auto answer = preflight_answer(request_with("OPTIONS", asking));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->program->bytes.find("allow-headers"), std::string::npos);
}

TEST(Cors, AllowsThePrivateNetworkWhereItIsAskedFor) {
  auto fields = asking;
  fields.push_back({"Access-Control-Request-Private-Network", "true"});
  const auto answer = preflight_answer(request_with("OPTIONS", fields));
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->program->bytes.find("\r\naccess-control-allow-private-network: true\r\n"), std::string::npos);
  fields.back().value = "false";
  const auto unasked = preflight_answer(request_with("OPTIONS", fields));
  EXPECT_EQ(unasked->program->bytes.find("private-network"), std::string::npos);
}

TEST(Cors, LeavesEveryOtherRequestToTheTapes) {
  EXPECT_FALSE(preflight_answer(request_with("POST", asking)));
  EXPECT_FALSE(preflight_answer(request_with("OPTIONS", {asking[0]})));
  EXPECT_FALSE(preflight_answer(request_with("OPTIONS", {asking[1]})));
}

TEST(Cors, LetsAPageReadTheAnswer) {
  const auto head = request_with("POST", {{"origin", "http://app.test"}}).head;
  EXPECT_EQ(cross_origin_fields(&head), (wire::HttpFields{{"access-control-allow-origin", "http://app.test"},
                                                          {"access-control-expose-headers", "*"},
                                                          {"vary", "origin"}}));
}

TEST(Cors, LetsEveryPageReadTheAnswerToWhatNobodyCouldRead) {
  EXPECT_EQ(cross_origin_fields(nullptr),
            (wire::HttpFields{{"access-control-allow-origin", "*"}, {"access-control-expose-headers", "*"}}));
}

TEST(Cors, AddsNothingWhereNoPageAsks) {
  const auto head = request_with("POST", {{"host", "x"}}).head;
  EXPECT_EQ(cross_origin_fields(&head), wire::HttpFields{});
}

}  // namespace
}  // namespace wiretape::mockserver
