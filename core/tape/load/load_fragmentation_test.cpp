#include "wiretape/core/tape/load/load_fragmentation.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

template <class Form>
Form fragmented(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  const Fragmentation fragmentation = read_fragmentation(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return std::get<Form>(fragmentation);
}

std::vector<std::string> mistakes_in_fragment(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  (void)read_fragmentation(parsed.root(), parsed.mistakes());
  return parsed.lines();
}

TEST(LoadFragmentation, ReadsWords) {
  fragmented<FragmentEvents>("event");
  fragmented<FragmentLines>("line");
  fragmented<FragmentWhole>("\"whole\"");
  fragmented<FragmentUtf8>("utf8");
}

TEST(LoadFragmentation, ReadsForms) {
  EXPECT_EQ(fragmented<FragmentSize>("{size: 7}").bytes, 7U);
  EXPECT_THAT(fragmented<FragmentAt>("{at: [1, 10, 4294967296]}").offsets, ElementsAre(1U, 10U, 4294967296U));
  EXPECT_THAT(fragmented<FragmentAt>("{at: []}").offsets, IsEmpty());
  const auto random = fragmented<FragmentRandom>("{random: {least: 1, most: 64}}");
  EXPECT_EQ(random.least, 1U);
  EXPECT_EQ(random.most, 64U);
  EXPECT_EQ(fragmented<FragmentRandom>("random: {most: 5, least: 5}").least, 5U);
}

TEST(LoadFragmentation, RefusesOtherWords) {
  EXPECT_THAT(mistakes_in_fragment("events"),
              ElementsAre("1:1: the text 'events'; expected event, line, whole, utf8, {size: N}, {at: "
                          "[N, …]} or {random: {least: N, most: N}}; did you mean 'event'?"));
  EXPECT_THAT(mistakes_in_fragment("7"), ElementsAre(HasSubstr("write {size: 7} for fragments of that many bytes")));
  EXPECT_THAT(mistakes_in_fragment("[7]"), ElementsAre(HasSubstr("a list; expected event,")));
  EXPECT_THAT(mistakes_in_fragment("{}"), ElementsAre(HasSubstr("a mapping; expected event,")));
}

TEST(LoadFragmentation, RefusesNumbersOutOfRange) {
  EXPECT_THAT(mistakes_in_fragment("{size: 0}"),
              ElementsAre("1:8: the number 0; expected a whole number from 1 to 4294967296"));
  EXPECT_THAT(mistakes_in_fragment("{at: [0]}"), ElementsAre(HasSubstr("1:7: the number 0; expected")));
  EXPECT_THAT(mistakes_in_fragment("{at: [5, 5, 4]}"), ElementsAre("1:10: the number 5; expected an offset after 5",
                                                                   "1:13: the number 4; expected an offset after 5"));
  EXPECT_THAT(mistakes_in_fragment("{at: 5}"),
              ElementsAre("1:6: the number 5; expected a list of body offsets to cut before"));
  EXPECT_THAT(mistakes_in_fragment("{random: {least: 9, most: 8}}"),
              ElementsAre("1:27: the number 8; expected at least 9, as least says"));
}

TEST(LoadFragmentation, RefusesKeysThatAreUnknownMissingOrTooMany) {
  EXPECT_THAT(mistakes_in_fragment("{sise: 7}"), ElementsAre(HasSubstr("did you mean 'size'?")));
  EXPECT_THAT(mistakes_in_fragment("{random: {least: 1}}"),
              ElementsAre("1:10: random fragments without 'most'; expected the key 'most'"));
  EXPECT_THAT(mistakes_in_fragment("{random: 5}"),
              ElementsAre("1:10: the number 5; expected random fragments: a mapping"));
  EXPECT_THAT(mistakes_in_fragment("{size: 1, at: [2]}"),
              ElementsAre("1:11: 'at' beside 'size'; expected only one of them"));
}

}  // namespace
}  // namespace wiretape::tape
