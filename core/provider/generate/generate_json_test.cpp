#include "wiretape/core/provider/generate/generate_json.h"

#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/generate/random_schema_for_test.h"
#include "wiretape/core/provider/generate/schema_checker_for_test.h"

namespace wiretape::provider {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

/// As tools and answers are described in real programs, and what is special about JSON Schema.
constexpr const char* schemas[] = {
    "{}",
    "true",
    R"({"type":"object"})",
    R"({"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["c","f"]}},"required":["city"]})",
    R"({"type":"object","properties":{"city":{"type":"string","minLength":1},"days":{"type":"integer","minimum":1,
        "maximum":14}},"required":["city","days"],"additionalProperties":false})",
    R"({"type":["object","null"],"properties":{"a":{"type":["string","null"]}},"required":["a"]})",
    R"({"const":{"a":[1,null]}})",
    R"({"type":"string","const":"fixed"})",
    R"({"type":"string","enum":[1,"a",null]})",
    R"({"allOf":[{"enum":["a","b"]},{"enum":["b","c"]}]})",
    R"({"type":"integer","minimum":5,"maximum":5})",
    R"({"type":"integer","exclusiveMinimum":5,"exclusiveMaximum":7})",
    R"({"type":"integer","multipleOf":2.5,"minimum":1,"maximum":9})",
    R"({"type":"number","minimum":-1.5,"exclusiveMaximum":-1.25})",
    R"({"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.001})",
    R"({"type":"number","multipleOf":0.1,"minimum":0.3,"maximum":0.3})",
    R"({"type":"integer","allOf":[{"multipleOf":4},{"multipleOf":6}],"multipleOf":10})",
    R"({"type":"integer","allOf":[{"multipleOf":1009},{"multipleOf":1013}]})",
    R"({"type":"number","allOf":[{"multipleOf":0.1},{"multipleOf":0.25}],"minimum":0.1})",
    R"({"type":"integer","minimum":9007199254740993})",
    R"({"type":"number","maximum":-1e300})",
    R"({"minimum":1000})",
    R"({"type":"string","minLength":100})",
    R"({"type":"string","maxLength":3})",
    R"({"type":"string","maxLength":0})",
    R"({"type":"string","format":"date-time"})",
    R"({"type":"string","format":"no-such","maxLength":10})",
    R"({"type":"array"})",
    R"({"type":"array","items":{"type":"boolean"},"minItems":2,"maxItems":2})",
    R"({"type":"array","maxItems":0})",
    R"({"type":"array","items":{"enum":["x","y","z"]},"minItems":3,"uniqueItems":true})",
    R"({"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false})",
    R"({"type":"object","additionalProperties":{"type":"integer"},"minProperties":2})",
    R"({"type":"object","properties":{"a":{},"b":{},"c":{}},"minProperties":3})",
    R"({"type":"object","properties":{"a":{},"b":{},"c":{}},"maxProperties":1,"required":["b"]})",
    R"({"type":"object","required":["unnamed"],"additionalProperties":{"type":"integer"}})",
    R"({"properties":{"a":{"type":"null"}},"required":["a"]})",
    R"({"anyOf":[{"type":"string"},{"type":"integer"}]})",
    R"({"oneOf":[{"type":"object","properties":{"kind":{"const":"a"}},"required":["kind"]},
        {"type":"object","properties":{"kind":{"const":"b"},"n":{"type":"number"}},"required":["kind","n"]}]})",
    R"({"type":"object","properties":{"a":{},"b":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]})",
    R"({"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},
        {"properties":{"a":{"maxLength":4},"b":{"type":"integer"}},"required":["b"]}]})",
    R"({"allOf":[{"type":"number"},{"type":"integer"},{"minimum":2},{"maximum":4}]})",
    R"({"$ref":"#/$defs/x","$defs":{"x":{"type":"string","maxLength":9}}})",
    R"({"$ref":"#/definitions/x","minLength":3,"definitions":{"x":{"$ref":"#/definitions/y"},"y":{"type":"string"}}})",
    R"({"$ref":"#/$defs/a~1b~0c","$defs":{"a/b~c":{"type":"integer"}}})",
    R"({"$ref":"#/$defs/a%20b%2525","$defs":{"a b%25":{"type":"integer"}}})",
    R"({"$ref":"#/$defs/100%","$defs":{"100%":{"type":"integer"}}})",
    R"({"$ref":"#/prefixItems/1","prefixItems":[true,{"type":"array"}]})",
    R"({"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["next"]})",
    R"({"type":"object","properties":{"children":{"type":"array","items":{"$ref":"#"}}},"required":["children"]})",
    R"({"type":"object","properties":{"grüße":{"type":"string"},"a\"b":{"type":"integer"}},"required":["grüße","a\"b"]})",
    R"({"type":"string","nullable":true})",
};

TEST(GenerateJson, IsValidUnderTheSchema) {
  for (const char* const schema : schemas) {
    const SchemaChecker checker(json::parse(schema));
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
      const auto text = generate_json(schema, seed);
      EXPECT_THAT(checker.mistake(json::parse(text)), IsEmpty()) << schema << " with the seed " << seed;
    }
  }
}

TEST(GenerateJson, IsValidUnderAnySchemaOfTheKeywordsThatItKnows) {
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    const auto schema = RandomSchema(seed).whole();
    const auto text = generate_json(schema.dump(), seed);
    EXPECT_THAT(SchemaChecker(schema).mistake(json::parse(text)), IsEmpty()) << seed << ": " << schema.dump();
  }
}

TEST(GenerateJson, IsTheSameForTheSameSeedAndVariesWithIt) {
  const char* const schema = R"({"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},
                                 "required":["city","days"]})";
  std::set<std::string> made;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    made.insert(generate_json(schema, seed));
    EXPECT_EQ(generate_json(schema, seed), generate_json(schema, seed));
  }
  EXPECT_GT(made.size(), 15U);
}

// Every compiler and library must give these very bytes.
TEST(GenerateJson, IsPinned) {
  const char* const schema =
      R"({"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,
      "maximum":14},"mail":{"type":"string","format":"email"},"at":{"type":"string","format":"date-time"},
      "price":{"type":"number","multipleOf":0.01}},"required":["city","days","mail","at","price"]})";
  EXPECT_EQ(generate_json(schema, 7),
            R"({"city":"quiet","days":10,"mail":"timber@olive.example","at":"2024-04-26T19:05:58Z","price":9.37})");
  EXPECT_EQ(generate_sentence(7), "Garden cedar timber hill silver kettle bridge amber.");
}

TEST(GenerateJson, AFormatThatIsTooLongGivesWayToTheLength) {
  const auto text = json::parse(generate_json(R"({"type":"string","format":"uuid","maxLength":10})", 1));
  EXPECT_LE(text.get<std::string>().size(), 10U);
}

TEST(GenerateJson, AMemberMoreChangesNoOther) {
  const std::string before = R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},
                                 "required":["a","b"]})";
  const std::string after = R"({"type":"object","properties":{"new":{"type":"string"},"a":{"type":"string"},
                                "b":{"type":"integer"}},"required":["a","b","new"]})";
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const auto old = json::parse(generate_json(before, seed));
    auto changed = json::parse(generate_json(after, seed));
    changed.erase("new");
    EXPECT_EQ(old, changed);
  }
}

TEST(GenerateJson, KeepsTheOrderOfMembers) {
  EXPECT_EQ(generate_json(R"({"properties":{"z":{"const":1},"a":{"const":2}},"required":["a","z"]})", 1),
            R"({"z":1,"a":2})");
}

TEST(GenerateJson, UsesAllThatMayBe) {
  const char* const schema = R"({"type":"object","properties":{"may":{"enum":[1,2,3]},"n":{"type":["null","boolean"]}},
                                 "required":["n"]})";
  std::set<std::string> made;
  for (std::uint64_t seed = 0; seed < 300; ++seed)
    made.insert(generate_json(schema, seed));
  EXPECT_EQ(made.size(), 4U * 3U);
}

TEST(GenerateJson, SaysNothingWhereThereIsNoSchema) {
  EXPECT_EQ(generate_json("", 1), "{}");
  EXPECT_EQ(generate_json("no json", 1), "{}");
  EXPECT_EQ(generate_json('"' + std::string(2'000'000, 'x') + '"', 1), "{}");
  EXPECT_EQ(generate_json(std::string(300, '[') + std::string(300, ']'), 1), "{}");
}

TEST(GenerateJson, EndsWhateverASchemaAsksFor) {
  for (const char* const schema : {
           R"({"$ref":"#"})",
           R"({"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}})",
           R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})",
           R"({"type":"object","properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}},"required":["a","b"]})",
           R"({"type":"array","minItems":1000000000,"items":{"type":"array","minItems":1000000000}})",
           R"({"type":"array","minItems":1e300,"items":{"type":"string","minLength":1e300}})",
           R"({"type":"array","minItems":1000,"uniqueItems":true,"items":{"type":"boolean"}})",
           R"({"type":"object","minProperties":1e9})",
           R"({"type":"integer","minimum":9,"maximum":1})",
           R"({"type":"integer","minimum":1e308,"multipleOf":1e-308})",
           R"({"type":"number","multipleOf":0})",
           R"({"type":"number","multipleOf":-1})",
           R"({"allOf":[{"multipleOf":1e-300},{"multipleOf":1e300},{"multipleOf":0.3}]})",
           R"({"type":[]})",
           R"({"type":7,"enum":7,"properties":7,"required":7,"items":7,"allOf":7,"anyOf":[],"$ref":7})",
           R"({"$ref":"#/a/b"})",
           R"({"$ref":"other.json#/x"})",
           R"({"$ref":"#/prefixItems/99999999999999999999999","prefixItems":[]})",
       }) {
    for (std::uint64_t seed = 0; seed < 3; ++seed) {
      const auto text = generate_json(schema, seed);
      EXPECT_TRUE(json::accept(text)) << schema;
      EXPECT_LT(text.size(), 300'000U) << schema;
    }
  }
}

TEST(GenerateJson, CopiesNoLargeValueAgainAndAgain) {
  const std::string large = "[\"" + std::string(50'000, 'x') + "\"]";
  const auto text = generate_json(R"({"type":"array","minItems":1000,"items":{"const":)" + large + "}}", 1);
  EXPECT_LT(text.size(), 300'000U);
}

TEST(GenerateObject, IsOneWhereTheSchemaLeavesTheTypeOpen) {
  for (const char* const schema : {"{}", "true", R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})",
                                   R"({"description":"No arguments."})", R"({"type":["null","object"]})",
                                   R"({"type":"string"})", R"({"enum":["a",1]})", R"({"minimum":1})", "false", "no"}) {
    for (std::uint64_t seed = 0; seed < 20; ++seed)
      EXPECT_EQ(generate_object(schema, seed), "{}") << schema;
  }
  EXPECT_EQ(generate_object(R"({"enum":["a",{"b":1},2]})", 1), R"({"b":1})");
  EXPECT_EQ(generate_object(R"({"required":["a"],"properties":{"a":{"const":1}}})", 1), R"({"a":1})");
}

TEST(GenerateObject, IsTheSameJsonWhereTheSchemaAsksForAnObject) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    auto schema = RandomSchema(seed).whole();
    schema["type"] = "object";
    const auto text = generate_json(schema.dump(), seed);
    if (json::parse(text).is_object()) {
      EXPECT_EQ(generate_object(schema.dump(), seed), text) << schema.dump();
    }
  }
}

TEST(GenerateSentence, IsOne) {
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    EXPECT_THAT(generate_sentence(seed), MatchesRegex("[A-Z][a-z]+( [a-z]+)+\\."));
}

}  // namespace
}  // namespace wiretape::provider
