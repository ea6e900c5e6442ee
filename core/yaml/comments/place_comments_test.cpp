#include "wiretape/core/yaml/comments/place_comments.h"

#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string text_of(const NodeStep& step) {
  const auto* const key = std::get_if<std::string>(&step);
  return "/" + (key != nullptr ? *key : std::to_string(std::get<std::size_t>(step)));
}

/// Each as "# text: before /a/0".
std::vector<std::string> placed(std::string_view text) {
  static const char* const names[] = {"before", "behind", "after"};
  std::vector<std::string> lines;
  const auto comments = place_comments(text);
  for (const PlacedComment& comment : comments.value()) {
    std::string line = comment.text + ": " + names[static_cast<int>(comment.place)] + " ";
    for (const NodeStep& step : comment.path)
      line += text_of(step);
    lines.push_back(line);
  }
  return lines;
}

TEST(PlaceComments, AboveWhatComesNext) {
  EXPECT_THAT(placed("# 1\na: 1\n# 2\n\n# 3\nb:\n  # 4\n  - x\n  # 5\n  - c: y\n    # 6\n    d: z\n"),
              ElementsAre("# 1: before /a", "# 2: before /b", "# 3: before /b", "# 4: before /b/0", "# 5: before /b/1",
                          "# 6: before /b/1/d"));
  EXPECT_THAT(placed("a:\n# 1\n- x\n# 2\n- y\n# 3\nb: 1\n"),
              ElementsAre("# 1: before /a/0", "# 2: before /a/1", "# 3: before /b"));
  EXPECT_THAT(placed("a:\n  - # 1\n    b: 1\n"), ElementsAre("# 1: before /a/0"));
  EXPECT_THAT(placed("--- # 1\na: 1\n"), ElementsAre("# 1: before /a"));
}

TEST(PlaceComments, BelowWhatTheyAreIndentedAs) {
  EXPECT_THAT(placed("a:\n  - b: 1\n    # 1\n  # 2\n  - c: 2\n    # 3\n  # 4\nd: 3\n# 5\n"),
              ElementsAre("# 1: after /a/0", "# 2: before /a/1", "# 3: after /a/1", "# 4: after /a", "# 5: after "));
  EXPECT_THAT(placed("a:\n  b: |\n    text\n  # 1\nc: 1\n  # 2\nd: 2\n"),
              ElementsAre("# 1: after /a", "# 2: before /d"));
}

TEST(PlaceComments, BehindWhatBeginsOnTheirLine) {
  EXPECT_THAT(placed("a: # 1\n  - b: 1 # 2\n    c: {d: 1, e: [2]} # 3\n  - [x] # 4\n  - - y # 5\nf: |- # 6\n  text\n"),
              ElementsAre("# 1: behind /a", "# 2: behind /a/0/b", "# 3: behind /a/0/c", "# 4: behind /a/1",
                          "# 5: behind /a/2/0", "# 6: behind /f"));
  EXPECT_THAT(placed("a: \"x\n  y\" # 1\nb: 1\n"), ElementsAre("# 1: behind /a"));
}

TEST(PlaceComments, InsideBrackets) {
  EXPECT_THAT(placed("a: {\n  # 1\n  b: 1, # 2\n     # 3\n  c: [ # 4\n    x, # 5\n    # 6\n  ] # 7\n} # 8\nd: 1\n"),
              ElementsAre("# 1: before /a/b", "# 2: behind /a/b", "# 3: before /a/c", "# 4: behind /a/c",
                          "# 5: behind /a/c/0", "# 6: after /a/c", "# 7: behind /a", "# 8: behind /a"));
}

TEST(PlaceComments, BesideAliasesAndMergeKeys) {
  EXPECT_THAT(placed("a: &x {b: 1} # 1\nc: *x # 2\n# 3\nd:\n  <<: *x # 4\n  # 5\n  e: 2\n"),
              ElementsAre("# 1: behind /a", "# 2: behind /c", "# 3: before /d", "# 4: behind /d", "# 5: before /d/e"));
}

TEST(PlaceComments, BesideAliasedItems) {
  EXPECT_THAT(
      placed(
          "a:\n  - &x\n    b: 1 # 1\n  - *x # 2\n  # 3\n  - *x\n  # 4\n  - c: 1 # 5\n    # 6\n  - *x\n  # 7\nd: 1\n"),
      ElementsAre("# 1: behind /a/0/b", "# 2: behind /a/1", "# 3: before /a/2", "# 4: before /a/3",
                  "# 5: behind /a/3/c", "# 6: after /a/3", "# 7: after /a"));
  EXPECT_THAT(placed("a: [&x [1], # 1\n  *x, # 2\n  # 3\n  *x # 4\n]\n"),
              ElementsAre("# 1: behind /a/0", "# 2: behind /a/1", "# 3: before /a/2", "# 4: behind /a/2"));
}

TEST(PlaceComments, BehindAnAnchor) {
  EXPECT_THAT(placed("a: &x # 1\n  # 2\n  [b,\n   c\n  ] # 3\nd: 1\n"),
              ElementsAre("# 1: behind /a", "# 2: before /a/0", "# 3: behind /a"));
  EXPECT_THAT(placed("a: &x # [\n  - b # 1\n  - c\n    # 2\n  # 3\nd: 1\n"),
              ElementsAre("# [: behind /a", "# 1: behind /a/0", "# 2: after /a", "# 3: after /a"));
}

TEST(PlaceComments, OfATextThatHasNoneOrNothingElse) {
  EXPECT_THAT(placed("a: '# b'\n"), IsEmpty());
  EXPECT_THAT(placed("# 1\n"), ElementsAre("# 1: after "));
  EXPECT_FALSE(place_comments("a: ' # b\n").has_value()) << "no YAML";
}

}  // namespace
}  // namespace wiretape::yaml
