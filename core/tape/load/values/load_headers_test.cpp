#include "wiretape/core/tape/load/values/load_headers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using wire::HttpField;

wire::HttpFields headers_in(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  wire::HttpFields fields = read_headers(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  return fields;
}

std::vector<std::string> mistakes_in_headers(std::string_view yaml) {
  yaml::Parsed parsed(yaml);
  (void)read_headers(parsed.root(), parsed.mistakes());
  return parsed.lines();
}

TEST(LoadHeaders, KeepsOrderCaseAndDuplicatesOfPairs) {
  EXPECT_THAT(
      headers_in("[[B, x; y=z], [a, ''], [B, 1.0], [Retry-After, 2]]"),
      ElementsAre(HttpField{"B", "x; y=z"}, HttpField{"a", ""}, HttpField{"B", "1.0"}, HttpField{"Retry-After", "2"}));
  EXPECT_THAT(headers_in("[]"), IsEmpty());
}

TEST(LoadHeaders, ReadsAMappingInItsOrder) {
  EXPECT_THAT(headers_in("{z-index: a, content-type: text/plain, x-n: 5}"),
              ElementsAre(HttpField{"z-index", "a"}, HttpField{"content-type", "text/plain"}, HttpField{"x-n", "5"}));
}

TEST(LoadHeaders, TakesValuesAsTheyAre) {
  EXPECT_THAT(headers_in("[[a, \" é\\t\\x01 \"]]"), ElementsAre(HttpField{"a", " é\t\x01 "}));
}

TEST(LoadHeaders, RefusesNamesThatAreNoTokens) {
  EXPECT_THAT(
      mistakes_in_headers("[['a b', x], ['', x], [\"a\\r\\n\", x], ['a:', x], [é, x]]"),
      ElementsAre(StartsWith("1:3: the text 'a b'; expected a header's name: letters, digits and"),
                  StartsWith("1:15: the text ''"), StartsWith("1:24:"), StartsWith("1:38:"), StartsWith("1:49:")));
  EXPECT_THAT(mistakes_in_headers("{'a b': x}"), ElementsAre(StartsWith("1:2: the text 'a b'")));
}

TEST(LoadHeaders, RefusesValuesThatWouldEndTheField) {
  for (const char* value : {"\"a\\r\\nb: c\"", "\"a\\nb\"", "\"a\\0b\""}) {
    EXPECT_THAT(mistakes_in_headers("[[a, " + std::string(value) + "]]"),
                ElementsAre(AllOf(StartsWith("1:6:"), HasSubstr("expected a header's value without CR, LF and NUL"))))
        << value;
  }
}

TEST(LoadHeaders, RefusesWhatIsNoPair) {
  EXPECT_THAT(mistakes_in_headers("[[a], [a, b, c], 'a: b', {a: b}]"),
              ElementsAre("1:2: a list; expected a pair: [name, value]", "1:7: a list; expected a pair: [name, value]",
                          "1:18: the text 'a: b'; expected a pair: [name, value]",
                          "1:26: a mapping; expected a pair: [name, value]"));
  EXPECT_THAT(
      mistakes_in_headers("[[a, null], [a, [b]], [a, ]]"),
      ElementsAre(StartsWith("1:6: null; expected a header's value"),
                  StartsWith("1:17: a list; expected a header's value"), StartsWith("1:23: a list; expected a pair")));
  EXPECT_THAT(mistakes_in_headers("5"),
              ElementsAre("1:1: the number 5; expected a list of [name, value] pairs, or a mapping"));
}

}  // namespace
}  // namespace wiretape::tape
