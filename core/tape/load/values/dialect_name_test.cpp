#include "wiretape/core/tape/load/values/dialect_name.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(DialectName, KnowsEveryDialect) {
  for (const provider::Dialect* dialect : provider::all_dialects()) {
    yaml::Parsed parsed(dialect->name);
    EXPECT_EQ(read_dialect(parsed.root(), parsed.mistakes()), dialect);
    EXPECT_THAT(parsed.lines(), IsEmpty());
    EXPECT_THAT(dialect_names(), ::testing::HasSubstr(std::string(dialect->name)));
  }
}

TEST(DialectName, ListsAllWhereOneIsUnknown) {
  yaml::Parsed parsed("[cassette, 5, [openai.chat], ]");
  for (const yaml::YamlNode* item : parsed.root().items) {
    EXPECT_EQ(read_dialect(*item, parsed.mistakes()), nullptr);
  }
  EXPECT_THAT(parsed.lines(),
              ElementsAre("1:2: the text 'cassette'; expected " + dialect_names(),
                          "1:12: the number 5; expected " + dialect_names() + "; quote it to make it text: \"5\"",
                          "1:15: a list; expected " + dialect_names()));
}

TEST(DialectName, NamesTheNearest) {
  yaml::Parsed parsed("openai.caht");
  EXPECT_EQ(read_dialect(parsed.root(), parsed.mistakes()), nullptr);
  EXPECT_THAT(parsed.lines(), ElementsAre("1:1: the text 'openai.caht'; expected " + dialect_names() +
                                          "; did you mean 'openai.chat'?"));
}

}  // namespace
}  // namespace wiretape::tape
