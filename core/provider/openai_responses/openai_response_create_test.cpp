#include "wiretape/core/provider/openai_responses/openai_response_create.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(OpenaiResponseCreate, ABodyBecomesTheEvent) {
  EXPECT_EQ(openai_response_create(R"({"model":"m","stream":true,"input":"Hello?","background":false})"),
            R"({"type":"response.create","model":"m","input":"Hello?"})");
}

TEST(OpenaiResponseCreate, WhatIsAnEventOrNoObjectStays) {
  for (const auto* const body : {R"({ "type": "response.create", "stream": true })", "[1, 2]", "{", ""})
    EXPECT_EQ(openai_response_create(body), body);
}

}  // namespace
}  // namespace wiretape::provider
