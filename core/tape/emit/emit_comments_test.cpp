// Comments of a tape's text stand in its canonical form with what they belong to, and stay there.

#include <algorithm>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/text/text_file.h"
#include "wiretape/core/yaml/comments/place_comments.h"

namespace wiretape::tape {
namespace {

std::vector<std::string> texts_of(const std::string& tape) {
  std::vector<std::string> texts;
  const auto comments = yaml::place_comments(tape);
  for (const auto& comment : comments.value())
    texts.push_back(comment.text);
  std::ranges::sort(texts);
  return texts;
}

/// The canonical form, which says the same, with the same comments, and is its own.
std::string with_comments(const std::string& text) {
  const auto loaded = parse_tape(text, "t.yaml");
  EXPECT_TRUE(std::holds_alternative<Tape>(loaded)) << text;
  if (!std::holds_alternative<Tape>(loaded)) return "";
  const auto comments = yaml::place_comments(text);
  const std::string emitted = emit_tape(std::get<Tape>(loaded), comments.value());
  const auto again = parse_tape(emitted, "t.yaml");
  EXPECT_TRUE(std::holds_alternative<Tape>(again) && std::get<Tape>(again) == std::get<Tape>(loaded)) << emitted;
  EXPECT_EQ(texts_of(emitted), texts_of(text)) << emitted;
  const auto comments_again = yaml::place_comments(emitted);
  EXPECT_EQ(emit_tape(std::get<Tape>(loaded), comments_again.value()), emitted);
  return emitted;
}

TEST(EmitComments, StayWhereTheyAreInTheCanonicalForm) {
  const std::string text =
      "# yaml-language-server: $schema=tape.schema.json\n"
      "# Two exchanges.\n"
      "wiretape: 1 # the format\n"
      "exchanges: # in order\n"
      "  # the first\n"
      "  - id: a # unique\n"
      "    request: {path: /v1/chat/completions} # every request\n"
      "    reply: # what is said\n"
      "      # a greeting\n"
      "      text: |- # two lines\n"
      "        Hello,\n"
      "        # you\n"
      "      # nothing more\n"
      "    # the end of a\n"
      "  # the second\n"
      "  - id: b\n"
      "    response:\n"
      "      headers:\n"
      "        - [content-type, text/event-stream] # as always\n"
      "      stream:\n"
      "        # first event\n"
      "        - {data: one} # here\n"
      "        - {data: two}\n"
      "        # and no more\n"
      "  # no third\n"
      "# the end\n";
  EXPECT_EQ(with_comments(text), text);
}

TEST(EmitComments, GiveWhatTheyAreInsideOfLinesOfItsOwn) {
  EXPECT_EQ(with_comments("wiretape: 1\n"
                          "exchanges:\n"
                          "- request: {path: /v1/chat/completions,  # where\n"
                          "            # how\n"
                          "            method: POST}\n"
                          "  reply: {text: Hi}\n"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request:\n"
            "      # how\n"
            "      method: POST\n"
            "      path: /v1/chat/completions # where\n"
            "    reply: {text: Hi}\n");
}

TEST(EmitComments, GoWithWhatMoves) {
  EXPECT_EQ(with_comments("exchanges:\n"
                          "  - # an item\n"
                          "    # its answer\n"
                          "    response: {body: x}\n"
                          "    # its name\n"
                          "    id: a\n"
                          "# the format\n"
                          "wiretape: 1\n"),
            "# the format\n"
            "wiretape: 1\n"
            "exchanges:\n"
            "  # an item\n"
            "  # its name\n"
            "  - id: a\n"
            "    # its answer\n"
            "    response:\n"
            "      body: x\n");
}

TEST(EmitComments, StandAboveADashWhereSeveralAreOfWhatIsBehindIt) {
  EXPECT_EQ(with_comments("wiretape: 1\n"
                          "exchanges:\n"
                          "  - request: { # 1\n"
                          "      path: /a\n"
                          "    } # 2\n"
                          "    response: {body: x}\n"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  # 1\n"
            "  # 2\n"
            "  - request: {path: /a}\n"
            "    response:\n"
            "      body: x\n");
}

TEST(EmitComments, StandAboveWhatIsAroundThemWhereTheirOwnIsLeftOut) {
  EXPECT_EQ(with_comments("wiretape: 1\n"
                          "exchanges:\n"
                          "  - id: exchange-1 # the default\n"
                          "    request: {path: /a, json: {model: m, # one\n"
                          "      b: 2}} # two\n"
                          "    response:\n"
                          "      status: 200 # so be it\n"
                          "      body: x\n"),
            "wiretape: 1\n"
            "exchanges:\n"
            "  # the default\n"
            "  - request:\n"
            "      path: /a\n"
            "      # one\n"
            "      # two\n"
            "      json: {model: m, b: 2}\n"
            "    # so be it\n"
            "    response:\n"
            "      body: x\n");
}

/// All tapes in a folder of this repository, without what is no tape.
void expect_kept(const std::string& folder, int least) {
  int count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(WIRETAPE_SOURCE_DIR) / folder)) {
    if (entry.path().extension() != ".yaml") continue;
    const auto text = std::get<std::string>(text::read_text_file(entry.path().string(), 1 << 24));
    if (!std::holds_alternative<Tape>(parse_tape(text, entry.path().string()))) continue;
    SCOPED_TRACE(entry.path().string());
    const auto emitted = with_comments(text);
    if (texts_of(text).empty()) {
      EXPECT_EQ(emit_tape(std::get<Tape>(parse_tape(text, "t.yaml"))), emitted);
    }
    ++count;
  }
  EXPECT_GE(count, least) << folder;
}

TEST(EmitComments, OfEveryTapeAreKept) {
  expect_kept("fixtures", 40);
  expect_kept("tests", 3);
}

}  // namespace
}  // namespace wiretape::tape
