#include "wiretape/core/compile/sent_tapes.h"

#include <ctime>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::compile {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

const std::string sent_tape = "wiretape: 1\nexchanges:\n  - id: a\n    reply: {dialect: openai.chat, text: hello}\n";

std::vector<tape::Tape> tapes_in(std::string_view text) {
  auto read = read_sent_tapes(text, "mine.yaml");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&read)) {
    ADD_FAILURE() << to_string(*mistakes);
    return {};
  }
  return std::get<std::vector<tape::Tape>>(std::move(read));
}

std::string sent_mistakes(std::string_view text, yaml::LoadLimits limits = {}) {
  const auto read = read_sent_tapes(text, "mine.yaml", limits);
  return std::holds_alternative<text::Diagnostics>(read) ? to_string(std::get<text::Diagnostics>(read)) : "none";
}

TEST(SentTapes, AreOneOrSeveralDocuments) {
  const auto one = tapes_in(sent_tape);
  ASSERT_THAT(one, SizeIs(1));
  EXPECT_EQ(one.front().name, "mine.yaml");
  const auto two = tapes_in(sent_tape + "---\n" + sent_tape);
  ASSERT_THAT(two, SizeIs(2));
  EXPECT_EQ(two[1].exchanges.front().position, (text::Position{8, 5})) << "a place in the whole text";
}

TEST(SentTapes, AreReadOnceEach) {
  // Read anew behind all lines before it, each would cost as much as the whole text. Time of this process, which others
  // don't lengthen.
  const auto told_in = [](std::size_t count, std::clock_t& time) {
    std::string text(2'000'000, '\n');
    for (std::size_t each = 0; each < count; ++each)
      text += "--- {}\n";
    const auto start = std::clock();
    auto told = sent_mistakes(text);
    time = std::clock() - start;
    return told;
  };
  std::clock_t one = 0;
  std::clock_t all = 0;
  static_cast<void>(told_in(1, one));
  const auto told = told_in(most_sent_tapes, all);
  EXPECT_LT(all, one * static_cast<std::clock_t>(most_sent_tapes) / 4);
  EXPECT_THAT(told, HasSubstr("mine.yaml:2000001:5: a tape without 'wiretape'"));
  EXPECT_THAT(told, HasSubstr("mine.yaml:2000100:5: a tape without 'wiretape'"));
}

TEST(SentTapes, AreAsLargeAsTheyWouldBeWithoutAliases) {
  std::string text = "wiretape: 1\nexchanges:\n  - response: {body: &a " + std::string(1'000, 'x') + "}\n";
  const auto once = bytes_written_out(tapes_in(text));
  EXPECT_GT(once, 1'000U);
  for (int more = 0; more < 9; ++more)
    text += "  - response: {body: *a}\n";
  EXPECT_LT(text.size(), 1'400U);
  EXPECT_GT(bytes_written_out(tapes_in(text)), 10'000U);
  EXPECT_LT(bytes_written_out(tapes_in(text)), 10 * once);
}

TEST(SentTapes, HaveTheirPlaceInTheWholeText) {
  EXPECT_EQ(sent_mistakes(sent_tape + "---\nwiretape: 1\nexchanges: [\x01]\n"),
            "mine.yaml:7:13: the control character U+0001; expected printable text; write it as \\u0001 inside double "
            "quotes");
  EXPECT_THAT(sent_mistakes(sent_tape + "---\n" + sent_tape + "  - id: a\n    response: {body: b}\n"),
              HasSubstr("mine.yaml:10:9: the id 'a' a second time"));
  EXPECT_THAT(sent_mistakes(sent_tape + "---\n" + sent_tape + "  - id: a\n    response: {body: b}\n"),
              HasSubstr("the exchange at 8:5 has it"));
}

TEST(SentTapes, MayBeJson) {
  const auto tapes =
      tapes_in(R"({"wiretape": 1, "exchanges": [{"reply": {"dialect": "openai.chat", "text": "\u00e9 😀"}}]})");
  ASSERT_THAT(tapes, SizeIs(1));
  EXPECT_EQ(std::get<provider::Reply>(tapes.front().exchanges.front().answer).choices.front().text, "é 😀");
}

TEST(SentTapes, TellEveryMistakeOfEveryDocument) {
  const auto told = sent_mistakes("wiretape: 1\nexchanges:\n  - reply: {txt: a}\n---\nwiretape: 1\nexchanges:\n" +
                                  std::string("  - id: x\n    response: {body: b}\n    faults: [{do: fine}]\n"));
  EXPECT_THAT(told, HasSubstr("mine.yaml:3:13: unknown key 'txt'"));
  EXPECT_THAT(told, HasSubstr("mine.yaml:9:"));
  EXPECT_THAT(told, HasSubstr("unknown fault 'fine'"));
}

TEST(SentTapes, ReadNoFiles) {
  const auto told = sent_mistakes(sent_tape + "    delivery: {profile: ./secret.yaml}\n");
  EXPECT_THAT(told, HasSubstr("mine.yaml:5:25: a profile's file, in a tape that has no folder; expected one of: "));
  EXPECT_THAT(tapes_in(sent_tape + "    delivery: {profile: typical}\n"), SizeIs(1));
}

TEST(SentTapes, AreBounded) {
  EXPECT_EQ(sent_mistakes(sent_tape, {.bytes = 10}),
            "mine.yaml:1:1: " + std::to_string(sent_tape.size()) + " bytes; expected at most 10");
  std::string many;
  for (std::size_t count = 0; count <= most_sent_tapes; ++count)
    many += "--- {}\n";
  EXPECT_EQ(sent_mistakes(many), "mine.yaml:1:1: 101 documents; expected at most 100");
  EXPECT_THAT(sent_mistakes(""), HasSubstr("mine.yaml:1:1: nothing; expected a tape"));
}

TEST(SentTapes, ShareWhatAliasesMayRepeat) {
  const std::string bomb =
      "--- {a: &a [x,x,x,x,x,x,x,x], b: [*a,*a,*a,*a,*a,*a,*a,*a], c: [*a,*a,*a,*a,*a,*a,*a,*a]}\n";
  EXPECT_THAT(sent_mistakes(bomb, {.nodes = 400}), testing::Not(HasSubstr("too many values")));
  EXPECT_THAT(sent_mistakes(bomb + bomb + bomb + bomb, {.nodes = 400}), HasSubstr("too many values"));
}

}  // namespace
}  // namespace wiretape::compile
