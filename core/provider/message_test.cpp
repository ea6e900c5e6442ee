#include "wiretape/core/provider/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Message assemble(std::initializer_list<Delta> deltas) {
  Message message;
  for (const Delta& delta : deltas)
    message.add(delta);
  return message;
}

TEST(Message, IsEmptyUntilSomethingArrives) {
  const Message message;
  EXPECT_EQ(message.first(), Choice{});
  EXPECT_THAT(message.choices, IsEmpty());
}

TEST(Message, JoinsTextReasoningAndRefusal) {
  const Message message = assemble({TextDelta{0, "Hel"}, ReasoningDelta{0, "Think"}, TextDelta{0, "lo"},
                                    ReasoningDelta{0, "ing"}, RefusalDelta{0, "No"}, RefusalDelta{0, "."}});
  EXPECT_EQ(message.first().text, "Hello");
  EXPECT_EQ(message.first().reasoning, "Thinking");
  EXPECT_EQ(message.first().refusal, "No.");
  EXPECT_EQ(message.first().finish_reason, std::nullopt);
}

TEST(Message, KeepsChoicesApart) {
  const Message message = assemble({TextDelta{1, "b"}, TextDelta{0, "a"}, FinishDelta{1, "length"}, TextDelta{0, "A"}});
  ASSERT_EQ(message.choices.size(), 2U);
  EXPECT_EQ(message.choices[0].text, "aA");
  EXPECT_EQ(message.choices[0].finish_reason, std::nullopt);
  EXPECT_EQ(message.choices[1].text, "b");
  EXPECT_EQ(message.choices[1].finish_reason, "length");
}

TEST(Message, JoinsInterleavedToolCalls) {
  const Message message = assemble({ToolCallDelta{0, 0, "call_1", "add", ""}, ToolCallDelta{0, 1, "call_2", "mul", ""},
                                    ToolCallDelta{0, 1, "", "", "{\"b\""}, ToolCallDelta{0, 0, "", "", "{\"a\""},
                                    ToolCallDelta{0, 1, "", "", ":2}"}, ToolCallDelta{0, 0, "", "", ":1}"}});
  EXPECT_THAT(message.first().tool_calls,
              ElementsAre(ToolCall{"call_1", "add", "{\"a\":1}"}, ToolCall{"call_2", "mul", "{\"b\":2}"}));
}

TEST(Message, ToolCallsOfChoicesDoNotMix) {
  const Message message = assemble({ToolCallDelta{1, 0, "b", "g", "2"}, ToolCallDelta{0, 0, "a", "f", "1"}});
  EXPECT_THAT(message.choices[0].tool_calls, ElementsAre(ToolCall{"a", "f", "1"}));
  EXPECT_THAT(message.choices[1].tool_calls, ElementsAre(ToolCall{"b", "g", "2"}));
}

TEST(Message, KeepsBlocksInTheirOrder) {
  const Message message =
      assemble({BlockDelta{0, "thinking"}, ReasoningDelta{0, "Th"}, ReasoningDelta{0, "ink"}, SignatureDelta{0, "c2"},
                SignatureDelta{0, "ln"}, BlockDelta{0, "redacted_thinking"}, RedactedReasoningDelta{0, "ZGF0YQ=="},
                BlockDelta{0, "text"}, TextDelta{0, "a"}, CitationDelta{0, R"({"n":1})"},
                CitationDelta{0, R"({"n":2})"}, BlockDelta{0, "text"}, TextDelta{0, "b"}});
  EXPECT_THAT(
      message.first().blocks,
      ElementsAre(Block{"thinking", "Think", "c2ln", {}, {}}, Block{"redacted_thinking", "ZGF0YQ==", "", {}, {}},
                  Block{"text", "a", "", {R"({"n":1})", R"({"n":2})"}, {}}, Block{"text", "b", "", {}, {}}));
  EXPECT_EQ(message.first().text, "ab");
  EXPECT_EQ(message.first().reasoning, "Think");
}

TEST(Message, ABlockKnowsItsToolCallEvenIfPiecesOfAnotherFollow) {
  const Message message =
      assemble({BlockDelta{0, "tool_use"}, ToolCallDelta{0, 0, "1", "f", ""}, BlockDelta{0, "text"}, TextDelta{0, "t"},
                BlockDelta{0, "tool_use"}, ToolCallDelta{0, 1, "2", "g", ""}, ToolCallDelta{0, 0, "", "", "{}"}});
  EXPECT_THAT(message.first().blocks, ElementsAre(Block{"tool_use", "", "", {}, 0}, Block{"text", "t", "", {}, {}},
                                                  Block{"tool_use", "", "", {}, 1}));
  EXPECT_EQ(message.first().tool_calls[0].arguments, "{}");
}

TEST(Message, WithoutBlocksThereIsNothingToVouchFor) {
  const Message message = assemble({SignatureDelta{0, "s"}, RedactedReasoningDelta{0, "d"}, CitationDelta{0, "{}"}});
  EXPECT_EQ(message.first(), Choice{});
}

TEST(Message, TheLastFinishReasonAndUsageHold) {
  const Message message =
      assemble({FinishDelta{0, "stop"}, UsageDelta{"{\"n\":1}"}, FinishDelta{0, "made_up"}, UsageDelta{"{\"n\":2}"}});
  EXPECT_EQ(message.first().finish_reason, "made_up");
  EXPECT_EQ(message.usage, "{\"n\":2}");
}

TEST(Message, EmptyMetadataChangesNothing) {
  const Message message = assemble({MetadataDelta{"id-1", ""}, MetadataDelta{"", "gpt"}, MetadataDelta{"", ""}});
  EXPECT_EQ(message.id, "id-1");
  EXPECT_EQ(message.model, "gpt");
}

TEST(Message, ErrorsAndTerminatorsChangeNothing) {
  const Message before = assemble({TextDelta{0, "a"}});
  Message after = before;
  after.add(ErrorDelta{"boom", "server_error", "500", "{}"});
  after.add(TerminatorDelta{});
  after.add(UndecodableDelta{"bad", 3});
  EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace wiretape::provider
