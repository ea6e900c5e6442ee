#include "wiretape/core/yaml/mistakes.h"

#include <variant>

#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

class MistakesTest : public ::testing::Test {
 protected:
  SourceText source_ = std::get<SourceText>(SourceText::read("one\ntwo\nthree\n"));
  Mistakes mistakes_{source_, "a.yaml"};
};

TEST_F(MistakesTest, AreGivenInTheOrderOfTheText) {
  mistakes_.add(8, "third", "nothing");
  mistakes_.add(0, "first", "nothing");
  mistakes_.add(5, "second", "nothing", "look");
  EXPECT_EQ(mistakes_.count(), 3U);
  const text::Diagnostics taken = mistakes_.take();
  ASSERT_EQ(taken.size(), 3U);
  EXPECT_EQ(text::to_string(taken[0]), "a.yaml:1:1: first; expected nothing");
  EXPECT_EQ(text::to_string(taken[1]), "a.yaml:2:2: second; expected nothing; look");
  EXPECT_EQ(text::to_string(taken[2]), "a.yaml:3:1: third; expected nothing");
}

TEST_F(MistakesTest, AreToldOnceEach) {
  mistakes_.add(4, "same", "nothing");
  mistakes_.add(0, "other", "nothing");
  mistakes_.add(4, "same", "nothing");
  EXPECT_EQ(mistakes_.take().size(), 2U);
}

TEST_F(MistakesTest, EndWithASummaryWhereThereAreTooMany) {
  for (std::size_t count = 0; count < Mistakes::most; ++count) {
    EXPECT_FALSE(mistakes_.is_full());
    mistakes_.add(count % 4, std::to_string(count), "nothing");
  }
  EXPECT_FALSE(mistakes_.is_full());
  mistakes_.add(0, "one too many", "nothing");
  EXPECT_TRUE(mistakes_.is_full());
  mistakes_.add(0, "two too many", "nothing");
  const text::Diagnostics taken = mistakes_.take();
  ASSERT_EQ(taken.size(), Mistakes::most + 1);
  EXPECT_EQ(text::to_string(taken.back()),
            "a.yaml:4:1: more than 1000 mistakes; expected fewer; the others are not listed");
}

TEST_F(MistakesTest, PointAtSecondPlaces) {
  EXPECT_EQ(mistakes_.place(0), "1:1");
  EXPECT_EQ(mistakes_.place(9), "3:2");
}

}  // namespace
}  // namespace wiretape::yaml
