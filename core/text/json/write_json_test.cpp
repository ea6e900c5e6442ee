#include "wiretape/core/text/json/write_json.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wiretape::text {
namespace {

TEST(WriteJson, HasNoBlanksAndKeepsTheOrderThatThereIs) {
  constexpr auto text = R"({ "b" : [1, 2.5, "é"], "a" : null })";
  EXPECT_EQ(write_json(nlohmann::ordered_json::parse(text)), R"({"b":[1,2.5,"é"],"a":null})");
  EXPECT_EQ(write_json(nlohmann::json::parse(text)), R"({"a":null,"b":[1,2.5,"é"]})");
}

TEST(WriteJson, WhatIsNoUtf8IsReplaced) {
  EXPECT_EQ(write_json(nlohmann::json("a\xFF")), "\"a\uFFFD\"");
  EXPECT_EQ(write_json(nlohmann::ordered_json("a\xFF")), "\"a\uFFFD\"");
}

}  // namespace
}  // namespace wiretape::text
