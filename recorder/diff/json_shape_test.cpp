#include "wiretape/recorder/diff/json_shape.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::diff {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> lines_of(const JsonShape& shape) {
  std::vector<std::string> lines;
  for (const auto& [path, place] : shape.places())
    lines.push_back(path_text(path) + ": " + type_names(place.types));
  return lines;
}

TEST(JsonShape, HasEachPlaceWithItsTypes) {
  JsonShape shape;
  EXPECT_TRUE(shape.add(R"({"a":[{"b":1},{"b":null}],"c":"x"})", 0));
  EXPECT_TRUE(shape.add(R"({"a":[],"c":true})", 1));
  EXPECT_THAT(lines_of(shape), ElementsAre("the whole: an object", "a: a list", "a[]: an object",
                                           "a[].b: a number or null", "c: a text or true or false"));
}

TEST(JsonShape, KnowsWhereAValueWasFirstAndLast) {
  JsonShape shape;
  for (std::size_t index = 0; index < 4; ++index)
    shape.add(index == 0 || index == 3 ? R"({"a":null})" : R"({"a":1})", index);
  const auto& place = shape.places().at({"a"});
  EXPECT_TRUE(place.has_value);
  EXPECT_EQ(place.first, 1U);
  EXPECT_EQ(place.last, 2U);
}

TEST(JsonShape, TakesNothingOfWhatIsNoJson) {
  JsonShape shape;
  EXPECT_FALSE(shape.add("[DONE]", 0));
  EXPECT_FALSE(shape.add(R"({"a":)", 0));
  EXPECT_TRUE(shape.places().empty());
}

TEST(JsonShape, IsNotEndless) {
  std::string text = "{";
  for (std::size_t number = 0; number < 2 * JsonShape::most_places; ++number)
    text += (number == 0 ? "\"" : ",\"") + std::to_string(number) + "\":1";
  JsonShape shape;
  EXPECT_TRUE(shape.add(text + "}", 0));
  EXPECT_EQ(shape.places().size(), JsonShape::most_places);
}

}  // namespace
}  // namespace wiretape::recorder::diff
