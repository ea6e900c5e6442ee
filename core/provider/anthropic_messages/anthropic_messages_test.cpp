#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages_defaults.h"
#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/random_reply_for_test.h"
#include "wiretape/core/provider/shared/annotate.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

// Replies of every kind, from a seed.
class ReplyGenerator : private RandomParts {
 public:
  using RandomParts::RandomParts;

  Reply reply() {
    Reply reply;
    reply.choices.push_back(choice());
    if (one_in(3)) reply.id = text();
    if (one_in(3)) reply.model = text();
    if (one_in(3)) reply.usage = R"({"input_tokens":7,"output_tokens":31,"service_tier":"batch","note":"}\n{"})";
    reply.chunks = chunks();
    if (one_in(6)) {
      reply.error_event.emplace();
      reply.error_event->message = text();
    }
    return reply;
  }

 private:
  ChoiceReply choice() {
    ChoiceReply choice;
    if (one_in(2)) {
      for (std::size_t count = 1 + pick(4); count > 0; --count)
        choice.blocks.push_back(block());
    } else {
      if (one_in(3)) choice.reasoning = text();
      if (!one_in(4)) choice.text = text();
      for (std::size_t count = one_in(3) ? pick(4) : 0; count > 0; --count)
        choice.tool_calls.push_back(call());
    }
    if (one_in(6)) choice.refusal = text();
    if (one_in(3)) choice.finish_reason = "r" + text();
    if (one_in(6)) choice.stop_sequence = text();
    return choice;
  }

  BlockReply block() {
    switch (pick(4)) {
      case 0:
        return ReasoningBlock{text(), one_in(2) ? std::optional(text()) : std::nullopt};
      case 1:
        return RedactedReasoningBlock{text()};
      case 2:
        return TextBlock{text(), std::vector<std::string>(pick(3), R"({"type":"page","cited":"a \"b\" }{"})")};
      default:
        return call();
    }
  }

  ToolCallReply call() {
    ToolCallReply call{{}, "f" + text(), one_in(2) ? R"({"city":"Paris","n":[1,{}]})" : text()};
    if (one_in(2)) call.id = "id" + std::to_string(pick(1'000'000)) + text();
    return call;
  }
};

// What a client must have heard of a reply: each block at its place, and the same joined.
class Expectation {
 public:
  Expectation(const Reply& filled, bool ends_well) {
    const ChoiceReply& choice = filled.choices.front();
    message.id = text::to_valid_utf8(*filled.id);
    message.model = text::to_valid_utf8(*filled.model);
    for (const BlockReply& block : choice.blocks)
      std::visit(*this, block);
    if (ends_well) {
      heard_.refusal = text::to_valid_utf8(choice.refusal);
      heard_.finish_reason = text::to_valid_utf8(*choice.finish_reason);
      message.usage = filled.usage;
    }
    if (!(heard_ == Choice{})) message.choices.push_back(heard_);
  }

  void operator()(const ReasoningBlock& block) {
    const std::string text = text::to_valid_utf8(block.text);
    heard_.blocks.push_back({"thinking", text, text::to_valid_utf8(*block.signature), {}, {}});
    heard_.reasoning += text;
  }
  void operator()(const RedactedReasoningBlock& block) {
    heard_.blocks.push_back({"redacted_thinking", text::to_valid_utf8(block.data), "", {}, {}});
  }
  void operator()(const TextBlock& block) {
    const std::string text = text::to_valid_utf8(block.text);
    heard_.blocks.push_back({"text", text, "", block.citations, {}});
    heard_.text += text;
  }
  void operator()(const ToolCallReply& call) {
    heard_.blocks.push_back({"tool_use", "", "", {}, heard_.tool_calls.size()});
    const std::string arguments = call.arguments.empty() ? "{}" : text::to_valid_utf8(call.arguments);
    heard_.tool_calls.push_back({text::to_valid_utf8(*call.id), text::to_valid_utf8(call.name), arguments});
  }

  Message message;

 private:
  Choice heard_;
};

// In a whole answer arguments are no text but a value: the white space between its tokens is not handed on.
Message as_whole(Message message) {
  if (message.choices.empty()) return message;
  for (ToolCall& call : message.choices.front().tool_calls) {
    if (!nlohmann::json::parse(call.arguments, nullptr, false).is_object()) continue;
    const std::string spread = std::exchange(call.arguments, {});
    text::append_compact_json(call.arguments, spread);
  }
  return message;
}

const std::string streamed = R"({"model":"m","stream":true})";

TEST(AnthropicMessages, WhatIsRenderedIsHeardAsItWasMeant) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    const wire::HttpRequest request{{}, streamed};
    const RequestView view(request, "/v1/messages", "");
    const Reply filled = with_anthropic_messages_defaults(reply, read_anthropic_messages_request(view));
    const Heard heard = listen(anthropic_messages, encode(anthropic_messages.write.render(reply, view)));
    Message expected = Expectation(filled, !reply.error_event).message;
    if (reply.error_event) expected.usage = heard.message.usage;  // that of the start
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, expected);
    ASSERT_EQ(heard.done, !reply.error_event.has_value());
    ASSERT_EQ(heard.error, reply.error_event ? text::to_valid_utf8(reply.error_event->message) : "");
  }
}

TEST(AnthropicMessages, AWholeAnswerSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Reply reply = ReplyGenerator(seed).reply();
    reply.error_event.reset();
    const wire::HttpRequest request{{}, "{}"};
    const RequestView view(request, "/v1/messages", "");
    const Reply filled = with_anthropic_messages_defaults(reply, read_anthropic_messages_request(view));
    std::vector<Delta> deltas;
    const auto decoder = anthropic_messages.read.make_decoder();
    const WholeAnswer answer = anthropic_messages.write.render_whole(reply, view);
    decoder->decode_whole(answer.status, answer.body, deltas);
    Heard heard;
    heard.add(deltas);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, as_whole(Expectation(filled, true).message));
    ASSERT_TRUE(heard.done);
  }
}

TEST(AnthropicMessages, AnnotatingFindsTheMarksThatRenderingMade) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    const wire::HttpRequest request{{}, streamed};
    const Events events = anthropic_messages.write.render(reply, RequestView(request, "/v1/messages", ""));
    ASSERT_EQ(annotate(anthropic_messages, events.events), events.marks);
  }
}

TEST(AnthropicMessages, TheSameArgumentsGiveTheSameBytes) {
  const Reply reply = ReplyGenerator(5).reply();
  const wire::HttpRequest request{{}, streamed};
  const RequestView view(request, "/v1/messages", "");
  EXPECT_EQ(anthropic_messages.write.render(reply, view).events, anthropic_messages.write.render(reply, view).events);
  EXPECT_EQ(anthropic_messages.write.render_whole(reply, view).fields,
            anthropic_messages.write.render_whole(reply, view).fields);
}

TEST(AnthropicMessages, AnnotatesVerbatimEvents) {
  const std::vector<Event> events = {
      CommentEvent{" hi"},
      DataEvent{"message_start", R"({"type":"message_start","message":{"content":[]}})", {}},
      DataEvent{"content_block_start",
                R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})",
                {}},
      PauseEvent{std::chrono::milliseconds(5)},
      DataEvent{"content_block_delta",
                R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"} })", "7"},
      DataEvent{"ping", R"({"type": "ping"})", {}},
      DataEvent{"", "broken {", {}},
      DataEvent{"message_delta", R"({"type":"message_delta","delta":{"stop_reason":"end_turn"}})", {}},
      DataEvent{"message_stop", R"({"type":"message_stop"})", {}},
  };
  EXPECT_THAT(annotate(anthropic_messages, events),
              ElementsAre(Mark{MarkKind::delta, 1, 4}, Mark{MarkKind::first_text, 1, 4}, Mark{MarkKind::text, 1, 4},
                          Mark{MarkKind::before_finish, 1, 7}, Mark{MarkKind::after_finish, 1, 8},
                          Mark{MarkKind::before_done, 1, 8}, Mark{MarkKind::after_done, 1, 9}));
}

TEST(AnthropicMessages, SpeaksItsPathWithAnyPrefix) {
  EXPECT_TRUE(anthropic_messages.speaks_path("/v1/messages"));
  EXPECT_TRUE(anthropic_messages.speaks_path("/anthropic/v1/messages"));
  EXPECT_FALSE(anthropic_messages.speaks_path("/v1/messages/count_tokens"));
  EXPECT_FALSE(anthropic_messages.speaks_path("/v1/threads/t1/messages"));
}

}  // namespace
}  // namespace wiretape::provider
