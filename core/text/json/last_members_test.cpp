#include "wiretape/core/text/json/last_members.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(LastMembers, OfOneNameTheLastStays) {
  EXPECT_EQ(keep_last_members(R"({"a":1,"b":2,"a":3})"), R"({"b":2,"a":3})");
  EXPECT_EQ(keep_last_members(R"({"a":{"x":1},"a":{"y":2,"y":3}})"), R"({"a":{"y":3}})");
  EXPECT_EQ(keep_last_members(R"([{"a":1,"a":null},[],{}])"), R"([{"a":null},[],{}])");
}

TEST(LastMembers, EverythingElseStaysAsItIs) {
  for (const char* json : {R"({"a":1.50e+03,"b":"\"},{\\","c":[true,false,null,"\u0041"],"":{}})", "{}", "[]", "-0.0"})
    EXPECT_EQ(keep_last_members(json), json);
  EXPECT_EQ(keep_last_members(" { \"a\" : [ 1 , 2 ] }\r\n"), R"({"a":[1,2]})");
}

}  // namespace
}  // namespace wiretape::text
