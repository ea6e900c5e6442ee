#include "wiretape/recorder/tidy/tidy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::recorder::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CommentedTape tape_of(const std::string& name, const std::string& text) {
  return {std::get<tape::Tape>(tape::parse_tape(text, name)), *yaml::place_comments(text)};
}

Tidied tidied(std::vector<CommentedTape> tapes) {
  return std::get<Tidied>(tidy(std::move(tapes), "all.yaml"));
}

std::string text_of(const Tidied& tidied) {
  return tape::emit_tape(tidied.all.tape, tidied.all.comments);
}

/// As a recorder writes it.
std::string recorded(const std::string& id, const std::string& body, const std::string& more = "") {
  return "wiretape: 1\nexchanges:\n  # when " + id + " came\n  - id: " + id +
         "\n    request: {path: /v1/x, json: {model: m}}\n" + more + "    response: {status: 200, headers: [[date, " +
         id + "]], body: [" + body + "], arrivals: ['" +
         std::to_string(id.size() + static_cast<std::size_t>(id[5] - '0')) + ":" + std::to_string(body.size()) +
         "']}\n";
}

TEST(Tidy, MakesOneTapeWithNamesAndComments) {
  const auto all = tidied({tape_of("a.yaml", "# head of a\n" + recorded("000001-post-v1-x", "ab")),
                           tape_of("b.yaml",
                                   "# head of b\nwiretape: 1\nexchanges:\n  - {id: mine, request: {path: /b}, "
                                   "response: {body: b}} # of mine\n")});
  EXPECT_THAT(all.dropped, IsEmpty());
  EXPECT_EQ(all.renamed, 1U);
  const auto text = text_of(all);
  EXPECT_THAT(text, HasSubstr("# head of a\nwiretape: 1\nexchanges:\n  # when 000001-post-v1-x came\n  - id: x\n"));
  EXPECT_THAT(text, HasSubstr("  # head of b\n  # of mine\n  - id: mine"));
  EXPECT_EQ(std::get<tape::Tape>(tape::parse_tape(text, "all.yaml")), all.all.tape);
}

TEST(Tidy, DropsWhatIsRepeated) {
  const auto all = tidied({tape_of("1.yaml", recorded("000001-post-v1-x", "ab", "    uses: 1\n")),
                           tape_of("2.yaml", recorded("000002-post-v1-x", "ab", "    uses: 1\n")),
                           tape_of("3.yaml", recorded("000003-post-v1-x", "cd", "    uses: 1\n")),
                           tape_of("4.yaml", recorded("000004-post-v1-x", "ab"))});
  EXPECT_THAT(all.dropped, ElementsAre("000001-post-v1-x"));
  ASSERT_EQ(all.all.tape.exchanges.size(), 3U);
  EXPECT_EQ(all.all.tape.exchanges[0].uses, 2U) << "it answers as often as both";
  EXPECT_EQ(all.all.tape.exchanges[1].id, "x-2");
  EXPECT_EQ(all.all.tape.exchanges[2].uses, std::nullopt);
  EXPECT_THAT(text_of(all), HasSubstr("# when 000001-post-v1-x came\n"));
}

TEST(Tidy, KeepsIdsOfPeopleApart) {
  const std::string text = "wiretape: 1\nexchanges: [{id: a, request: {path: /P}, response: {body: b}}]\n";
  auto other = text;
  other.replace(other.find("/P"), 2, "/Q");
  const auto all = tidied({tape_of("1.yaml", text), tape_of("2.yaml", other)});
  EXPECT_EQ(all.all.tape.exchanges[0].id, "a");
  EXPECT_EQ(all.all.tape.exchanges[1].id, "a-2");
}

TEST(Tidy, RefusesTapesWithDifferentLimits) {
  const std::string text = "wiretape: 1\nexchanges: [{response: {body: b}}]\n";
  const auto refused =
      tidy({tape_of("1.yaml", text), tape_of("2.yaml", text + "limits: {requests_per_minute: 3}\n")}, "all.yaml");
  EXPECT_THAT(text::to_string(std::get<text::Diagnostics>(refused)), HasSubstr("2.yaml: other 'limits'"));
}

}  // namespace
}  // namespace wiretape::recorder::tidy
