#include "wiretape/core/text/json/holds_text.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(HoldsText, FindsAStringAtAnyDepth) {
  for (const char* json : {R"("a")", R"({"x":[{"y":"a"}]})", R"(["","\""])", R"({"x" : "a:b"})"})
    EXPECT_TRUE(holds_text(json)) << json;
}

TEST(HoldsText, NamesAndEmptyStringsAreNone) {
  for (const char* json : {R"("")", "1", "null", "{}", R"({"x":["",{"y" : true}],"\"":""})"})
    EXPECT_FALSE(holds_text(json)) << json;
}

}  // namespace
}  // namespace wiretape::text
