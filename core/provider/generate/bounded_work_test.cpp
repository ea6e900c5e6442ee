// What a schema may cost: outside input decides it, so the work is bounded by steps that are counted.

#include <cstddef>
#include <cstdint>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/generate/generate_json.h"
#include "wiretape/core/provider/generate/member_names.h"
#include "wiretape/core/provider/generate/schema_type.h"

namespace wiretape::provider {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Gt;
using ::testing::Lt;
using ::testing::SizeIs;

constexpr std::uint64_t plenty = 1'000'000;

/// As many numbers, from `first`.
json numbers(int count, int first = 0) {
  json list = json::array();
  for (int number = 0; number < count; ++number)
    list.push_back(first + number);
  return list;
}

std::string name_of(int number) {
  return "n" + std::to_string(number);
}

json properties(int count) {
  json members = json::object();
  for (int number = 0; number < count; ++number)
    members[name_of(number)] = json::object();
  return members;
}

json names(int count) {
  json list = json::array();
  for (int number = 0; number < count; ++number)
    list.push_back(name_of(number));
  return list;
}

std::string thousand_of(const json& items) {
  return json{{"type", "array"}, {"minItems", 1000}, {"items", items}}.dump();
}

class BoundedWork : public ::testing::Test {
 protected:
  Schemas listed(const json& schema, std::uint64_t steps = plenty) {
    schema_ = SchemaJson::parse(schema.dump());
    budget_ = StepBudget(steps);
    return listed_values(shape_of({&schema_}, schema_, Draw(1), false, budget_), budget_);
  }

  std::vector<std::string> names_in(const json& schema, std::uint64_t steps = plenty) {
    schema_ = SchemaJson::parse(schema.dump());
    budget_ = StepBudget(steps);
    const auto shape = shape_of({&schema_}, schema_, Draw(1), false, budget_);
    return names_of_members(shape, MemberSchemas(shape), Draw(1), false, budget_);
  }

  [[nodiscard]] std::uint64_t taken() const { return plenty - budget_.left(); }

  SchemaJson schema_;
  StepBudget budget_{plenty};
};

TEST_F(BoundedWork, AListIsNotHeldAgainstItself) {
  EXPECT_THAT(listed({{"enum", numbers(5000)}}), SizeIs(5000));
  EXPECT_THAT(taken(), Lt(3U * 5000));
}

TEST_F(BoundedWork, SeveralListsAreComparedAsFarAsTheBudgetGoes) {
  const json both{{"allOf", {{{"enum", numbers(500)}}, {{"enum", numbers(500, 490)}}}}};
  EXPECT_THAT(listed(both), SizeIs(10));
  EXPECT_THAT(listed(both, 10'000), SizeIs(500)) << "as if none were in both";
  EXPECT_TRUE(budget_.is_spent());
}

TEST_F(BoundedWork, AListInAListCountsWithAllThatItHas) {
  const json both{{"allOf", {{{"enum", {numbers(1000)}}}, {{"enum", {numbers(1000)}}}}}};
  EXPECT_THAT(listed(both), SizeIs(1));
  EXPECT_THAT(taken(), Gt(1000U));
}

TEST_F(BoundedWork, EachNameIsLookedUpOnce) {
  EXPECT_THAT(names_in({{"properties", properties(4000)}}), SizeIs(1000));
  EXPECT_THAT(taken(), Lt(5U * 4000));
  EXPECT_THAT(names_in({{"properties", properties(4000)}, {"required", names(4000)}}), SizeIs(1000));
  EXPECT_THAT(names_in({{"properties", properties(400)}}, 1000), SizeIs(Lt(300U)));
  EXPECT_TRUE(budget_.is_spent());
}

TEST_F(BoundedWork, AReferenceCountsWhatItPasses) {
  schema_ = SchemaJson::parse(json{{"$ref", "#/$defs/n9"}, {"$defs", properties(3000)}}.dump());
  const auto shape = shape_of({&schema_}, schema_, Draw(1), false, budget_);
  EXPECT_THAT(shape.parts, SizeIs(2));
  EXPECT_THAT(taken(), AllOf(Gt(3000U), Lt(10'000U)));
}

TEST(GenerateJsonWork, EndsAList) {
  const auto made = json::parse(generate_json(thousand_of({{"enum", numbers(40'000)}}), 1));
  EXPECT_THAT(made, SizeIs(AllOf(Gt(10U), Lt(100U)))) << "two million steps, of which each takes forty thousand";
}

TEST(GenerateJsonWork, EndsWhateverTheSchema) {
  json references = json::array();
  for (int number = 0; number < 190; ++number)
    references.push_back({{"$ref", "#/$defs/" + name_of(4900)}});
  json nested = json::array();
  for (int number = 0; number < 100; ++number)
    nested.push_back(numbers(200));
  const json with_others{{"properties", properties(4000)}, {"required", names(4000)}, {"additionalProperties", true}};
  for (const auto& schema : {
           thousand_of({{"enum", numbers(40'000)}}),
           thousand_of(with_others),
           thousand_of({{"allOf", {{{"enum", nested}}, {{"enum", nested}}}}}),
           json{{"type", "array"}, {"minItems", 1000}, {"items", {{"allOf", references}}}, {"$defs", properties(4901)}}
               .dump(),
           thousand_of({{"const", numbers(40'000)}}),
           thousand_of({{"const", {{std::string(40'000, 'x'), 1}}}}),
           thousand_of({{"required", {std::string(60'000, 'x')}}}),
           std::string(R"({"type":"array","minItems":1000000,"items":{"$ref":"#"}})"),
           std::string(R"({"type":"array","minItems":1000000,"uniqueItems":true,"items":{"$ref":"#"}})"),
       }) {
    ASSERT_LE(schema.size(), 256U * 1024);
    const auto text = generate_json(schema, 1);
    EXPECT_TRUE(json::accept(text));
    EXPECT_THAT(text, SizeIs(Lt(500'000U))) << schema.substr(0, 100);
  }
}

TEST(GenerateJsonWork, AnObjectOfTooManyMembersSaysNothing) {
  const auto with = [](int count) {
    return json{{"type", "object"}, {"required", {"n0"}}, {"properties", properties(count)}}.dump();
  };
  EXPECT_NE(generate_json(with(5000), 1), "{}");
  EXPECT_EQ(generate_json(with(5001), 1), "{}");
}

}  // namespace
}  // namespace wiretape::provider
