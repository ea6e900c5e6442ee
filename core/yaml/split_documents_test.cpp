#include "wiretape/core/yaml/split_documents.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;

TEST(SplitDocuments, LeaveATextOfOneWhole) {
  for (const std::string text : {"", "a: 1", "a: 1\n", "--- a: 1\n", "# why\n\n%YAML 1.2\n---\na: 1\n...\n# end\n",
                                 "a: --- b\n ---\n---b: 2\n", "# nothing\n"}) {
    EXPECT_THAT(split_documents(text).size(), 1U) << text;
    EXPECT_TRUE(text.starts_with(split_documents(text).front().text)) << text;
    EXPECT_EQ(split_documents(text).front().lines_before, 0U) << text;
  }
}

TEST(SplitDocuments, BeginOneAtEachMarker) {
  EXPECT_THAT(split_documents("a: 1\n---\nb: 2\n--- {c: 3}\n---"),
              ElementsAre(FieldsAre("a: 1\n", 0U), FieldsAre("---\nb: 2\n", 1U), FieldsAre("--- {c: 3}\n", 3U),
                          FieldsAre("---", 4U)));
  EXPECT_THAT(split_documents("---\r\na: 1\r\n---\tb\r\n"),
              ElementsAre(FieldsAre("---\r\na: 1\r\n", 0U), FieldsAre("---\tb\r\n", 2U)));
}

TEST(SplitDocuments, AlsoInsideQuotesAndTextsOfSeveralLines) {
  EXPECT_THAT(split_documents("a: \"x\n---\ny\"\n"),
              ElementsAre(FieldsAre("a: \"x\n", 0U), FieldsAre("---\ny\"\n", 1U)));
  EXPECT_THAT(split_documents("a: |\n  ---\n---\nb: 2"),
              ElementsAre(FieldsAre("a: |\n  ---\n", 0U), FieldsAre("---\nb: 2", 2U)));
}

TEST(SplitDocuments, KeepDirectivesWithWhatFollowsThem) {
  EXPECT_THAT(split_documents("a: 1\n...\n# two\n%YAML 1.2\n---\nb: 2\n...\nc: 3\n"),
              ElementsAre(FieldsAre("a: 1\n...\n", 0U), FieldsAre("# two\n%YAML 1.2\n---\nb: 2\n...\n", 2U),
                          FieldsAre("c: 3\n", 7U)));
}

TEST(SplitDocuments, TakeAMarkBeforeTheTextForNoPartOfIt) {
  EXPECT_THAT(split_documents("\xEF\xBB\xBF---\na: 1\n---\nb: 2"),
              ElementsAre(FieldsAre("---\na: 1\n", 0U), FieldsAre("---\nb: 2", 2U)));
}

}  // namespace
}  // namespace wiretape::yaml
