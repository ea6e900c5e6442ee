#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/fault/edit/json_edit.h"

namespace wiretape::fault {
namespace {

std::string corrupted(const std::string& data, const std::string& how) {
  const std::string body =
      compile::body_of(compile::broken(compile::events_for_test({data}), "corrupt_json:event=1;how=" + how));
  EXPECT_TRUE(body.starts_with("data: ") && body.ends_with("\n\n")) << body;
  return body.substr(6, body.size() - 8);
}

struct Way {
  std::string how;
  std::string object;  // {"a":1} with that wrong
  std::string empty;   // {} with that wrong
};

const std::vector<Way>& ways() {
  static const std::vector<Way> all{
      {"truncate", R"({"a)", "{"},
      {"missing_brace", R"({"a":1)", "{"},
      {"extra_brace", R"({"a":1}})", "{}}"},
      {"trailing_comma", R"({"a":1,})", "{,}"},
      {"missing_comma", R"({"a":1,"broken":1 "broken":2})", R"({"broken":1 "broken":2})"},
      {"missing_colon", R"({"a":1,"broken" 1})", R"({"broken" 1})"},
      {"bare_word", R"({"a":1,"broken":undefined})", R"({"broken":undefined})"},
      {"nan", R"({"a":1,"broken":NaN})", R"({"broken":NaN})"},
      {"leading_zero", R"({"a":1,"broken":01})", R"({"broken":01})"},
      {"single_quotes", R"({"a":1,"broken":'1'})", R"({"broken":'1'})"},
      {"bad_escape", R"({"a":1,"broken":"\x"})", R"({"broken":"\x"})"},
      {"control_character", "{\"a\":1,\"broken\":\"\x01\"}", "{\"broken\":\"\x01\"}"},
      {"comment", R"({"a":1/* broken */})", R"({/* broken */})"},
  };
  return all;
}

TEST(CorruptJson, BreaksAnObjectInEachWay) {
  for (const Way& way : ways()) {
    EXPECT_EQ(corrupted(R"({"a":1})", way.how), way.object);
    EXPECT_EQ(corrupted("{}", way.how), way.empty);
    EXPECT_FALSE(is_json(way.object)) << way.how;
    EXPECT_FALSE(is_json(way.empty)) << way.how;
  }
}

TEST(CorruptJson, KeepsTheFramingOfTheEvent) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test()) {
    for (const Way& way : ways()) {
      const std::string data = corrupted(each.data, way.how);
      EXPECT_FALSE(is_json(data)) << data;
      EXPECT_EQ(each.broken_body("corrupt_json", "how=" + way.how),
                compile::with(each.body(), each.first(), each.block(data)))
          << each.name;
    }
    const std::string half = each.data.substr(0, each.data.size() / 2);
    EXPECT_EQ(each.broken_body("corrupt_json"), compile::with(each.body(), each.first(), each.block(half)))
        << each.name;
  }
}

TEST(CorruptJson, CutsNoCharacterInTwo) {
  EXPECT_EQ(corrupted("{\"a\":\"\xE2\x82\xAC\"}", "truncate"), "{\"a\":");
  EXPECT_EQ(corrupted("{\"a\":\"\xE2\x82\xAC\xE2\x82\xAC\"}", "truncate"), "{\"a\":\"");
}

TEST(CorruptJson, NeedsAnObject) {
  for (const char* data : {"[DONE]", "[1]", "{", ""}) {
    const Misfit misfit = compile::misfit_of(compile::events_for_test({data}), "corrupt_json:event=1");
    EXPECT_EQ(misfit.found, "an event whose data is no JSON object") << data;
    EXPECT_EQ(misfit.expected, "a place before an event that has one");
  }
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "corrupt_json:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
