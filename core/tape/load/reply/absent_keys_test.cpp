#include "wiretape/core/tape/load/reply/absent_keys.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> mistakes_of_reply(std::string_view dialect, std::string_view members) {
  return mistakes_of("reply: {dialect: " + std::string(dialect) + ", " + std::string(members) + "}");
}

TEST(AbsentKeys, OpenaiChatHasNoBlocks) {
  EXPECT_THAT(mistakes_of_reply("openai.chat", "blocks: [{text: t}]"),
              ElementsAre("4:35: 'blocks' in a reply of openai.chat; expected a key that the dialect has a place for"));
  EXPECT_THAT(
      mistakes_of_reply("openai.chat", "choices: [{text: t}, {stop_sequence: s}]"),
      ElementsAre("4:57: 'stop_sequence' in a reply of openai.chat; expected a key that the dialect has a place "
                  "for"));
}

TEST(AbsentKeys, AnthropicMessagesHasNeitherChoicesNorACode) {
  EXPECT_THAT(
      mistakes_of_reply("anthropic.messages", "choices: [{text: t}]"),
      ElementsAre("4:42: 'choices' in a reply of anthropic.messages; expected a key that the dialect has a place "
                  "for"));
  EXPECT_THAT(
      mistakes_of_reply("anthropic.messages", "error: {message: m, code: c, param: p}"),
      ElementsAre("4:62: 'code' in a reply of anthropic.messages; expected a key that the dialect has a place for",
                  "4:71: 'param' in a reply of anthropic.messages; expected a key that the dialect has a place "
                  "for"));
}

TEST(AbsentKeys, WhatTheDialectHasIsFine) {
  EXPECT_THAT(mistakes_of_reply("openai.chat", "choices: [{text: t}], error_event: {message: m, code: c}"), IsEmpty());
  EXPECT_THAT(mistakes_of_reply("anthropic.messages", "blocks: [{text: t}], stop_sequence: s"), IsEmpty());
}

TEST(AbsentKeys, WhatIsNoMappingIsComplainedOfElsewhere) {
  EXPECT_THAT(mistakes_of_reply("anthropic.messages", "error: boom"),
              ElementsAre("4:49: the text 'boom'; expected an error: a mapping"));
}

}  // namespace
}  // namespace wiretape::tape
