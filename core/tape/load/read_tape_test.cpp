#include "wiretape/core/tape/load/read_tape.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"
#include "wiretape/core/yaml/mistakes.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr std::string_view smallest = "wiretape: 1\nexchanges: [{response: {body: x}}]\n";

TEST(ParseTape, GivesTheIdsOfWhatComesThenOnlyOnce) {
  const auto mistakes = mistakes_in(
      "wiretape: 1\nexchanges:\n"
      "  - {id: a, reply: {dialect: openai.chat, tool_calls: [{name: f}], then: {text: b}}}\n"
      "  - {id: a.then, response: {body: x}}\n");
  ASSERT_EQ(mistakes.size(), 1U);
  EXPECT_NE(mistakes.front().find("the id 'a.then' a second time"), std::string::npos) << mistakes.front();
}

TEST(Load, ReadsATape) {
  const auto loaded = parse_tape(smallest, "a/b.yaml");
  ASSERT_TRUE(std::holds_alternative<Tape>(loaded));
  EXPECT_EQ(std::get<Tape>(loaded).name, "a/b.yaml");
  EXPECT_EQ(std::get<Tape>(loaded).exchanges.size(), 1U);
}

TEST(Load, ReadsATapeThatIsJson) {
  const Tape tape =
      tape_of(R"({"wiretape":1,"exchanges":[{"id":"a","response":{"status":200,"json":{"x":[1,null,"\u00e9"]}}}]})");
  EXPECT_EQ(std::get<PlainResponse>(tape.exchanges.at(0).answer).body, "{\"x\":[1,null,\"é\"]}");
}

TEST(Load, ReadsTheExampleOfTheDesign) {
  const Tape tape = tape_of(R"(wiretape: 1
exchanges:
  - id: hello                          # level 1: say WHAT; the dialect renders it
    request: {path: /v1/chat/completions, json: {model: gpt-4o}}     # subset match; omit = any
    reply:
      dialect: openai.chat
      reasoning: "Greeting."
      text: "Hello from the tape."
      tool_calls: [{name: get_weather, arguments: {city: Paris}}]
      finish_reason: length
      usage: {prompt_tokens: 9, completion_tokens: 5}
      chunks: token                    # or: char | word | [explicit, list]
    delivery: {first_byte: 200ms, gap: 20ms, jitter: 5ms, fragment: {size: 7}, seed: 42}

  - id: exact                          # level 2: say the EVENTS
    request: {path: /v1/messages}
    response:
      status: 200
      headers: [[content-type, text/event-stream; charset=utf-8]]
      stream:
        - {event: message_start, data: {type: message_start}}        # mapping = JSON, string = verbatim
        - comment: " keep-alive"
        - wait: 250ms
        - {data: "[DONE]"}
)");
  ASSERT_EQ(tape.exchanges.size(), 2U);
  EXPECT_EQ(tape.exchanges[0].position, (text::Position{3, 5}));
  EXPECT_EQ(std::get<provider::Reply>(tape.exchanges[0].answer).choices[0].tool_calls[0].arguments,
            R"({"city":"Paris"})");
  EXPECT_EQ(std::get<StreamResponse>(tape.exchanges[1].answer).events.size(), 4U);
}

TEST(Load, ReportsTenMistakesAtTenPlaces) {
  const auto lines = mistakes_in(R"(wiretape: 1
exchnges: []
exchanges:
  - id: a
    request: {path: v1, json: 5}
    reply: {dialect: openai.chat, text: [x], chunks: letters}
    delivery: {gap: 20, seed: x}
  - id: a
    response: {status: 1000, headers: [[a b, c]], body: x}
)");
  EXPECT_THAT(lines, ElementsAre(StartsWith("2:1: unknown key 'exchnges'"), StartsWith("5:21: the text 'v1'"),
                                 StartsWith("5:31: the number 5"), StartsWith("6:41: a list"),
                                 StartsWith("6:54: the text 'letters'"), StartsWith("7:21: the number 20"),
                                 StartsWith("7:31: the text 'x'"), StartsWith("8:9: the id 'a' a second time"),
                                 StartsWith("9:24: the number 1000"), StartsWith("9:41: the text 'a b'")));
}

TEST(Load, NamesTheFileInEveryMistake) {
  const auto loaded = parse_tape("wiretape: 1\n", "dir/tape.yaml");
  EXPECT_EQ(text::to_string(std::get<text::Diagnostics>(loaded).at(0)),
            "dir/tape.yaml:1:1: a tape without 'exchanges'; expected the key 'exchanges'");
}

TEST(Load, CountsColumnsInCharacters) {
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: [{id: \"é日😀\", txt: 1, response: {body: x}}]\n"),
              ElementsAre(StartsWith("2:25: unknown key 'txt'")));
}

TEST(Load, CountsTheSamePlacesWithCrlfAndAMark) {
  const std::string text = "wiretape: 1\nexchanges:\n  - id: a\n    txt: 1\n    response: {body: x}\n";
  std::string crlf = "\xEF\xBB\xBF";
  for (const char character : text) {
    crlf += character == '\n' ? "\r\n" : std::string(1, character);
  }
  EXPECT_THAT(mistakes_in(text), ElementsAre(StartsWith("4:5: unknown key 'txt'")));
  EXPECT_EQ(mistakes_in(crlf), mistakes_in(text));
}

TEST(Load, EndsAtTheFirstBreachOfTheGrammarAndTellsWhatItFoundBefore) {
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges:\n  - {id: a, id: b}\n  - id: !!str c\n  - txt: d: e\n    id: [\n"),
              ElementsAre(StartsWith("3:13: the key 'id' a second time"), StartsWith("4:9: the tag !!str"),
                          StartsWith("5:11: a colon where no key can end")));
}

TEST(Load, KeepsAnchorsToOneFile) {
  EXPECT_EQ(mistakes_in("wiretape: 1\nexchanges: [{id: &a x, response: {body: *a}}]\n").size(), 0U);
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: [{id: x, response: {body: *a}}]\n"),
              ElementsAre(StartsWith("2:38: '*a'; expected an alias to an earlier '&' anchor")));
}

TEST(Load, RefusesANewerFormatByName) {
  EXPECT_THAT(
      mistakes_in("wiretape: 2\nnew_key: 1\n"),
      ElementsAre("1:11: tape format 2; expected 'wiretape: 1'; this wiretape reads tape format 1; the file says 2"));
  EXPECT_THAT(mistakes_in("exchanges: {}\nwiretape: 99999999999999999999\n"),
              ElementsAre(StartsWith("2:11: tape format 9999")));
}

TEST(Load, AsksForTheFormat) {
  EXPECT_THAT(mistakes_in("exchanges: [{response: {body: x}}]"),
              ElementsAre("1:1: a tape without 'wiretape'; expected 'wiretape: 1'; it says which format the file has"));
  EXPECT_THAT(mistakes_in("wiretape: \"1\"\nexchanges: [{response: {body: x}}]"),
              ElementsAre("1:11: the text '1'; expected 'wiretape: 1'; without quotes"));
  for (const char* version : {"1.0", "one", "null", "[1]", ""}) {
    EXPECT_THAT(mistakes_in("wiretape: " + std::string(version) + "\nexchanges: [{response: {body: x}}]"),
                ElementsAre(HasSubstr("expected 'wiretape: 1'")))
        << version;
  }
}

TEST(Load, RefusesWhatIsNoTape) {
  for (const char* text : {"", "\n", "# only a comment\n", "\xEF\xBB\xBF"}) {
    EXPECT_THAT(mistakes_in(text), ElementsAre("1:1: nothing; expected a tape: the keys 'wiretape' and 'exchanges'"));
  }
  EXPECT_THAT(mistakes_in("---\n"), ElementsAre(HasSubstr("no value; expected a tape: a mapping")));
  EXPECT_THAT(mistakes_in("hello"), ElementsAre("1:1: the text 'hello'; expected a tape: a mapping"));
  EXPECT_THAT(mistakes_in("wiretape:1"),
              ElementsAre("1:1: the text 'wiretape:1'; expected a tape: a mapping; put a space after the colon"));
  EXPECT_THAT(mistakes_in("wiretape:1\nexchanges: []\n"),
              ElementsAre(StartsWith("1:1: 'wiretape:1', which is no key")));
}

TEST(Load, AsksForExchanges) {
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: []"), ElementsAre("2:12: no exchanges; expected at least one"));
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges:"), ElementsAre("2:1: no value; expected a list of exchanges"));
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: {id: a}"),
              ElementsAre("2:12: a mapping; expected a list of exchanges"));
}

TEST(Load, RefusesAnIdTwice) {
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges: [{id: exchange-2, response: {body: x}}, {response: {body: x}}]"),
              ElementsAre("2:52: the id 'exchange-2' a second time; expected an id that no other exchange has; the "
                          "exchange at 2:13 has it"));
}

TEST(Load, ReadsTheSameAnswerFromAnAlias) {
  const Tape tape = tape_of(
      "wiretape: 1\n"
      "exchanges:\n"
      "  - {id: a, request: {path: /a}, response: &same {body: x, headers: &h [[a, b]]}}\n"
      "  - {id: b, request: {path: /b}, response: *same}\n"
      "  - {id: c, response: {<<: *same, body: y}}\n");
  EXPECT_EQ(std::get<PlainResponse>(tape.exchanges.at(1).answer).body, "x");
  EXPECT_EQ(std::get<PlainResponse>(tape.exchanges.at(2).answer).body, "y");
  EXPECT_EQ(std::get<PlainResponse>(tape.exchanges.at(2).answer).head.fields.size(), 1U);
}

TEST(Load, TellsAMistakeOnceHoweverOftenItIsAliased) {
  EXPECT_THAT(mistakes_in("wiretape: 1\nexchanges:\n  - {response: &same {body: 5}}\n  - {response: *same}\n"),
              ElementsAre(StartsWith("3:29: the number 5")));
}

TEST(Load, StopsAtTooManyMistakes) {
  std::string text = "wiretape: 1\nexchanges:\n";
  for (int count = 0; count < 5'000; ++count) {
    text += "  - idd: 1\n";
  }
  const auto lines = mistakes_in(text);
  EXPECT_EQ(lines.size(), yaml::Mistakes::most + 1);
  EXPECT_THAT(lines.back(), HasSubstr("more than 1000 mistakes"));
}

TEST(Load, RefusesMoreBytesThanItMay) {
  EXPECT_THAT(mistakes_in(smallest, {.bytes = smallest.size()}), IsEmpty());
  const auto loaded = parse_tape(smallest, "a.yaml", {.bytes = 10});
  EXPECT_EQ(text::to_string(std::get<text::Diagnostics>(loaded).at(0)),
            "a.yaml: more than 10 bytes; expected a smaller tape");
}

class LoadFile : public ::testing::Test {
 protected:
  LoadFile() { std::filesystem::create_directory(directory_); }
  ~LoadFile() override { std::filesystem::remove_all(directory_); }

  std::string write(const std::string& name, std::string_view text) {
    std::string path = (directory_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }

  std::filesystem::path directory_ =
      std::filesystem::path(::testing::TempDir()) /
      ("wiretape_load_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
};

TEST_F(LoadFile, ReadsATape) {
  const std::string path = write("a.yaml", smallest);
  const auto loaded = read_tape(path);
  ASSERT_TRUE(std::holds_alternative<Tape>(loaded));
  EXPECT_EQ(std::get<Tape>(loaded).name, path);
}

TEST_F(LoadFile, ReadsMoreThanOneBlock) {
  const std::string path = write("a.yaml", std::string(smallest) + "# " + std::string(200'000, 'x') + "\n");
  EXPECT_TRUE(std::holds_alternative<Tape>(read_tape(path)));
}

TEST_F(LoadFile, SaysWhyItCanNotBeRead) {
  const std::string missing = (directory_ / "missing.yaml").string();
  const auto loaded = read_tape(missing);
  ASSERT_TRUE(std::holds_alternative<text::Diagnostics>(loaded));
  EXPECT_EQ(text::to_string(std::get<text::Diagnostics>(loaded).at(0)),
            missing + ": a file that can't be read: No such file or directory; expected a tape");
  const auto of_directory = read_tape(directory_.string());
  ASSERT_TRUE(std::holds_alternative<text::Diagnostics>(of_directory));
  EXPECT_THAT(text::to_string(std::get<text::Diagnostics>(of_directory).at(0)),
              HasSubstr("a file that can't be read: Is a directory"));
}

TEST_F(LoadFile, ReadsNoMoreThanItMay) {
  const auto loaded = read_tape(write("a.yaml", smallest), {.bytes = 10});
  EXPECT_THAT(text::to_string(std::get<text::Diagnostics>(loaded).at(0)), HasSubstr("more than 10 bytes"));
}

TEST(ReadTape, KnowsWhetherItValidates) {
  const std::string exchanges = "exchanges: [{response: {body: x}}]\n";
  const auto validates = [&](const std::string& line) {
    const auto read = parse_tape("wiretape: 1\n" + line + exchanges, "t.yaml");
    return std::get<Tape>(read).validates;
  };
  EXPECT_TRUE(validates("validate: true\n"));
  EXPECT_FALSE(validates("validate: false\n"));
  EXPECT_FALSE(validates(""));
  EXPECT_TRUE(
      std::holds_alternative<text::Diagnostics>(parse_tape("wiretape: 1\nvalidate: 1\n" + exchanges, "t.yaml")));
}

}  // namespace
}  // namespace wiretape::tape
