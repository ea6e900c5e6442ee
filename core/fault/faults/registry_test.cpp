#include "wiretape/core/fault/faults/registry.h"

#include <set>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/fault/place.h"
#include "wiretape/core/fault/plan/fault_values.h"

namespace wiretape::fault {
namespace {

TEST(Registry, FindsEachFaultByItsName) {
  std::set<std::string_view> names;
  for (const FaultType* type : all_faults()) {
    EXPECT_TRUE(names.insert(type->name).second) << type->name;
    EXPECT_EQ(find_fault(type->name), type);
    EXPECT_THAT(std::string(type->name), ::testing::MatchesRegex("[a-z][a-z0-9_]*"));
  }
  EXPECT_THAT(fault_names(), ::testing::UnorderedElementsAreArray(names));
  EXPECT_EQ(find_fault("no_such_fault"), nullptr);
}

TEST(Registry, KeepsFamiliesTogether) {
  std::set<std::string_view> closed;
  std::string_view family;
  for (const FaultType* type : all_faults()) {
    if (type->family == family) continue;
    EXPECT_TRUE(closed.insert(type->family).second) << type->name;
    family = type->family;
  }
}

TEST(Registry, SaysOfEachWhatItDoesAndWhatIsSeen) {
  for (const FaultType* type : all_faults()) {
    EXPECT_TRUE(type->summary.ends_with('.')) << type->name;
    EXPECT_TRUE(type->seen.ends_with('.')) << type->name;
    for (const FaultParameter& parameter : type->parameters)
      EXPECT_FALSE(parameter.meaning.empty()) << type->name << " " << parameter.name;
  }
}

TEST(Registry, HasStandardsThatAPlanCouldGive) {
  for (const FaultType* type : all_faults()) {
    for (const FaultParameter& parameter : type->parameters) {
      if (parameter.standard.empty()) continue;
      EXPECT_FALSE(parameter.is_required) << type->name << " " << parameter.name;
      EXPECT_TRUE(std::holds_alternative<ArgumentValue>(parse_argument(parameter, parameter.standard)))
          << type->name << " " << parameter.name;
    }
    if (type->places == PlaceUse::none) continue;
    const auto place = place_named(type->standard_place);
    ASSERT_TRUE(place) << type->name;
    EXPECT_LE(use_of(*place), type->places) << type->name;
  }
}

}  // namespace
}  // namespace wiretape::fault
