#include "wiretape/core/provider/cohere_chat/cohere_chat.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/cohere_chat/cohere_chat_defaults.h"
#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/random_reply_for_test.h"
#include "wiretape/core/provider/shared/annotate.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

// Replies of every kind, from a seed.
class ReplyGenerator : private RandomParts {
 public:
  using RandomParts::RandomParts;

  Reply reply() {
    Reply reply;
    reply.choices.push_back(choice());
    if (one_in(3)) reply.id = "i" + text();
    if (one_in(3)) reply.usage = R"({"billed_units":{"input_tokens":7},"note":"}\n{"})";
    reply.chunks = chunks();
    if (one_in(6)) {
      reply.error_event.emplace();
      reply.error_event->message = "e" + text();
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
    if (one_in(3)) choice.finish_reason = "r" + text();
    return choice;
  }

  BlockReply block() {
    switch (pick(3)) {
      case 0:
        return ReasoningBlock{text(), {}};
      case 1:
        return TextBlock{text(), std::vector<std::string>(pick(3), R"({"start":0,"text":"a \"b\" }{"})")};
      default:
        return call();
    }
  }

  ToolCallReply call() {
    ToolCallReply call{{}, "f" + text(), text()};
    if (one_in(2)) call.id = "id" + std::to_string(pick(1'000'000)) + text();
    return call;
  }
};

// What a client must have heard of a reply: each block at its place, and the same joined.
class Expectation {
 public:
  Expectation(const Reply& reply, const Reply& filled) : plans_(has_tool_plan(reply)) {
    const ChoiceReply& choice = filled.choices.front();
    message.id = text::to_valid_utf8(*filled.id);
    for (const BlockReply& block : choice.blocks)
      std::visit(*this, block);
    if (!reply.error_event) {
      heard_.finish_reason = text::to_valid_utf8(*choice.finish_reason);
      message.usage = filled.usage;
    }
    if (!(heard_ == Choice{})) message.choices.push_back(heard_);
  }

  void operator()(const ReasoningBlock& block) {
    const std::string text = text::to_valid_utf8(block.text);
    heard_.blocks.push_back({plans_ ? "tool_plan" : "thinking", text, "", {}, {}});
    heard_.reasoning += text;
  }
  void operator()(const RedactedReasoningBlock& /*block*/) {}
  void operator()(const TextBlock& block) {
    const std::string text = text::to_valid_utf8(block.text);
    heard_.blocks.push_back({"text", text, "", block.citations, {}});
    heard_.text += text;
  }
  void operator()(const ToolCallReply& call) {
    heard_.blocks.push_back({"tool_call", "", "", {}, heard_.tool_calls.size()});
    heard_.tool_calls.push_back(
        {text::to_valid_utf8(*call.id), text::to_valid_utf8(call.name), text::to_valid_utf8(call.arguments)});
  }

  Message message;

 private:
  bool plans_;
  Choice heard_;
};

// In a whole answer the content stands before the calls, and what is cited behind both: which block cites it is known
// only where the citation says so.
struct Joined {
  explicit Joined(const Message& message)
      : id(message.id),
        usage(message.usage),
        text(message.first().text),
        reasoning(message.first().reasoning),
        calls(message.first().tool_calls),
        finish_reason(message.first().finish_reason) {}

  std::string id;
  std::optional<std::string> usage;
  std::string text;
  std::string reasoning;
  std::vector<ToolCall> calls;
  std::optional<std::string> finish_reason;

  friend bool operator==(const Joined&, const Joined&) = default;
};

class CohereChat : public ::testing::Test {
 protected:
  const wire::HttpRequest request_{{},
                                   R"({"model":"m","stream":true,"messages":[{"role":"user","content":"Hi you"}]})"};
  const RequestView view_{request_, "/v2/chat", ""};

  [[nodiscard]] Reply filled(const Reply& reply) const {
    CohereChatRequest facts = read_cohere_chat_request(view_);
    facts.prompt_tokens = 2;
    return with_cohere_chat_defaults(reply, facts);
  }
};

TEST_F(CohereChat, WhatIsRenderedIsHeardAsItWasMeant) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    const Heard heard = listen(cohere_chat, encode(cohere_chat.write.render(reply, view_)));
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, Expectation(reply, filled(reply)).message);
    ASSERT_EQ(heard.done, !reply.error_event.has_value());
    ASSERT_EQ(heard.error, reply.error_event ? text::to_valid_utf8(reply.error_event->message) : "");
  }
}

TEST_F(CohereChat, AWholeAnswerSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Reply reply = ReplyGenerator(seed).reply();
    reply.error_event.reset();
    const WholeAnswer answer = cohere_chat.write.render_whole(reply, view_);
    std::vector<Delta> deltas;
    const auto decoder = cohere_chat.read.make_decoder();
    decoder->decode_whole(answer.status, answer.body, deltas);
    Heard heard;
    heard.add(deltas);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(Joined(heard.message), Joined(Expectation(reply, filled(reply)).message));
    ASSERT_TRUE(heard.done);
  }
}

TEST_F(CohereChat, AnnotatingFindsTheMarksThatRenderingMade) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Events events = cohere_chat.write.render(ReplyGenerator(seed).reply(), view_);
    ASSERT_EQ(annotate(cohere_chat, events.events), events.marks);
  }
}

TEST_F(CohereChat, TheSameArgumentsGiveTheSameBytes) {
  const Reply reply = ReplyGenerator(5).reply();
  EXPECT_EQ(cohere_chat.write.render(reply, view_).events, cohere_chat.write.render(reply, view_).events);
}

TEST_F(CohereChat, IsSpokenByItsPathAndByItsSdks) {
  EXPECT_TRUE(cohere_chat.speaks_path("/cohere/v2/chat"));
  EXPECT_FALSE(cohere_chat.speaks_path("/v1/chat"));
  EXPECT_TRUE(cohere_chat.speaks_fields(wire::HttpFields{{"X-Fern-SDK-Name", "cohere"}}));
  EXPECT_FALSE(cohere_chat.speaks_fields(wire::HttpFields{{"X-Fern-SDK-Name", "other"}}));
  EXPECT_EQ(stream_fields(cohere_chat, wire::Framing::sse),
            (wire::HttpFields{{"content-type", "text/event-stream"},
                              {"x-debug-trace-id", "000000000000WiretapeRequestId000"}}));
}

}  // namespace
}  // namespace wiretape::provider
