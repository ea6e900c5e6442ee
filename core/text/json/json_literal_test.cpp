#include "wiretape/core/text/json/json_literal.h"

#include <gtest/gtest.h>

namespace wiretape::text {
namespace {

TEST(JsonLiteral, KnowsNumbers) {
  for (const char* text :
       {"0", "-0", "1", "-12", "1.0", "0.5", "-0.25", "1e5", "1E+5", "1.5e-10", "12345678901234567890"}) {
    EXPECT_EQ(json_literal(text), JsonLiteral::number) << text;
  }
}

TEST(JsonLiteral, KnowsTheThreeNames) {
  EXPECT_EQ(json_literal("true"), JsonLiteral::boolean);
  EXPECT_EQ(json_literal("false"), JsonLiteral::boolean);
  EXPECT_EQ(json_literal("null"), JsonLiteral::null);
}

TEST(JsonLiteral, TakesYamlsOtherOnesForText) {
  for (const char* text :
       {"",      "yes",   "no",    "on",         "off", "True", "TRUE", "False", "Null",  "NULL",  "~",    "0x1F",
        "0o17",  "017",   "+1",    ".5",         "1.",  "1e",   "1e+",  "-",     ".inf",  "-.inf", ".nan", "NaN",
        "1_000", "1,000", "60:30", "2026-11-21", "1 ",  " 1",   "1\n",  "-a",    "0.0.0", "1e5.0", "--1"}) {
    EXPECT_EQ(json_literal(text), JsonLiteral::none) << text;
  }
}

}  // namespace
}  // namespace wiretape::text
