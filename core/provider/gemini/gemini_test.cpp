#include "wiretape/core/provider/gemini/gemini.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/gemini/gemini_defaults.h"
#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/random_reply_for_test.h"
#include "wiretape/core/provider/shared/annotate.h"
#include "wiretape/core/provider/shared/object_arguments.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {
namespace {

// Replies of every kind, from a seed.
class ReplyGenerator : private RandomParts {
 public:
  using RandomParts::RandomParts;

  Reply reply() {
    Reply reply;
    for (std::size_t count = 1 + (one_in(4) ? pick(3) : 0); count > 0; --count)
      reply.choices.push_back(choice());
    if (one_in(8)) reply.choices.front().refusal = "no" + text();
    if (one_in(3)) reply.id = "i" + text();
    if (one_in(3)) reply.model = "m" + text();
    if (one_in(3)) reply.usage = R"({"promptTokenCount":7,"note":"}\n{"})";
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
        return ReasoningBlock{text(), one_in(2) ? std::optional("s" + text()) : std::nullopt};
      case 1:
        return TextBlock{"t" + text(), std::vector<std::string>(pick(3), R"({"uri":"a \"b\" }{"})")};
      default:
        return call();
    }
  }

  ToolCallReply call() {
    ToolCallReply call{{}, "f" + text(), one_in(2) ? R"({"a": [1, "b"]})" : text()};
    if (one_in(2)) call.id = "id" + std::to_string(pick(1'000'000)) + text();
    return call;
  }
};

// What a client must have heard of a choice: what follows its own kind goes on in one block until that is signed.
class Expectation {
 public:
  void operator()(const ReasoningBlock& block) {
    sign_text();
    const std::string text = text::to_valid_utf8(block.text);
    if (!text.empty()) block_of("thought").text += text;
    heard.reasoning += text;
    signature_ = text::to_valid_utf8(block.signature.value_or(""));
  }
  void operator()(const RedactedReasoningBlock& /*block*/) {}
  void operator()(const TextBlock& block) {
    const std::string text = text::to_valid_utf8(block.text);
    if (!text.empty()) block_of("text").text += text;
    heard.text += text;
    if (!text.empty())
      heard.blocks.back().citations.insert(heard.blocks.back().citations.end(), block.citations.begin(),
                                           block.citations.end());
  }
  void operator()(const ToolCallReply& call) {
    heard.blocks.push_back({"functionCall", "", std::exchange(signature_, {}), {}, heard.tool_calls.size()});
    const std::string args = object_arguments(call.arguments);
    heard.tool_calls.push_back({text::to_valid_utf8(*call.id), text::to_valid_utf8(call.name),
                                args.starts_with('{') ? args : text::to_valid_utf8(call.arguments)});
  }

  void sign_text() {
    if (!signature_.empty()) block_of("text").signature = std::exchange(signature_, {});
  }

  Choice heard;

 private:
  Block& block_of(const std::string& type) {
    const bool goes_on =
        !heard.blocks.empty() && heard.blocks.back().type == type && heard.blocks.back().signature.empty();
    if (!goes_on) heard.blocks.emplace_back().type = type;
    return heard.blocks.back();
  }

  std::string signature_;
};

Choice expected_choice(const ChoiceReply& choice, bool ends) {
  Expectation expectation;
  for (const BlockReply& block : choice.blocks)
    std::visit(expectation, block);
  expectation.sign_text();
  expectation.heard.refusal = ends ? text::to_valid_utf8(choice.refusal) : "";
  if (ends) expectation.heard.finish_reason = text::to_valid_utf8(*choice.finish_reason);
  return expectation.heard;
}

// Without the usage and who answers, where an error came before they were told.
Message expected_message(const Reply& filled, bool ends) {
  Message message;
  message.id = text::to_valid_utf8(*filled.id);
  message.model = text::to_valid_utf8(*filled.model);
  message.usage = filled.usage;
  for (const ChoiceReply& choice : filled.choices)
    message.choices.push_back(expected_choice(choice, ends));
  return message;
}

void expect_beginning(const Message& heard, const Message& expected) {
  for (std::size_t index = 0; index < expected.choices.size(); ++index) {
    const Choice nothing;
    ASSERT_EQ(index < heard.choices.size() ? heard.choices[index] : nothing, expected.choices[index]);
  }
}

class Gemini : public ::testing::Test {
 protected:
  const wire::HttpRequest request_{{}, R"({"contents":[{"role":"user","parts":[{"text":"Hi you"}]}]})"};
  const RequestView view_{request_, "/v1beta/models/m:streamGenerateContent", "alt=sse"};
  const RequestView array_view_{request_, "/v1beta/models/m:streamGenerateContent", ""};
  const RequestView whole_view_{request_, "/v1beta/models/m:generateContent", ""};

  [[nodiscard]] Reply filled(const Reply& reply) const {
    GeminiRequest facts = read_gemini_request(view_);
    facts.prompt_tokens = 2;
    return with_gemini_defaults(reply, facts);
  }
};

TEST_F(Gemini, WhatIsRenderedIsHeardAsItWasMeant) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    const Heard heard = listen(gemini, encode(gemini.write.render(reply, view_)));
    const Message expected = expected_message(filled(reply), !reply.error_event);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_FALSE(heard.done);
    ASSERT_EQ(heard.error, reply.error_event ? text::to_valid_utf8(reply.error_event->message) : "");
    if (reply.error_event) {
      expect_beginning(heard.message, expected);
    } else {
      ASSERT_EQ(heard.message, expected);
    }
  }
}

TEST_F(Gemini, AnArrayOfChunksSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    Dialect arrays = gemini;
    arrays.framing = wire::Framing::json_array;
    const Events events = gemini.write.render(reply, array_view_);
    ASSERT_EQ(listen(arrays, encode(events, wire::Framing::json_array)).message,
              listen(gemini, encode(events)).message);
  }
}

TEST_F(Gemini, AWholeAnswerSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Reply reply = ReplyGenerator(seed).reply();
    reply.error_event.reset();
    for (ChoiceReply& choice : reply.choices) {
      for (BlockReply& block : choice.blocks) {
        if (auto* text = std::get_if<TextBlock>(&block)) text->citations.clear();
      }
    }
    const WholeAnswer answer = gemini.write.render_whole(reply, whole_view_);
    std::vector<Delta> deltas;
    const auto decoder = gemini.read.make_decoder();
    decoder->decode_whole(answer.status, answer.body, deltas);
    Heard heard;
    heard.add(deltas);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, expected_message(filled(reply), true));
    ASSERT_TRUE(heard.done);
  }
}

TEST_F(Gemini, AnnotatingFindsTheMarksThatRenderingMade) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Events events = gemini.write.render(ReplyGenerator(seed).reply(), view_);
    ASSERT_EQ(annotate(gemini, events.events), events.marks);
  }
}

TEST_F(Gemini, TheSameArgumentsGiveTheSameBytes) {
  const Reply reply = ReplyGenerator(5).reply();
  EXPECT_EQ(gemini.write.render(reply, view_).events, gemini.write.render(reply, view_).events);
}

TEST_F(Gemini, WritesChunksAsGoogleDoes) {
  Reply reply;
  reply.id = "r";
  reply.choices.emplace_back().text = "Hi you";
  const Events events = gemini.write.render(reply, view_);
  ASSERT_EQ(events.events.size(), 3U);
  const auto& first = std::get<DataEvent>(events.events[0]);
  EXPECT_EQ(first.data, R"({"candidates": [{"content": {"parts": [{"text": "Hi"}],"role": "model"},"index": 0}],)"
                        R"("usageMetadata": {"promptTokenCount": 2,"candidatesTokenCount": 1,"totalTokenCount": 3},)"
                        R"("modelVersion": "m","responseId": "r"})");
  EXPECT_EQ(first.verbatim, "data: " + first.data + "\r\n\r\n");
  EXPECT_THAT(std::get<DataEvent>(events.events[2]).data,
              ::testing::HasSubstr(R"({"parts": [{"text": ""}],"role": "model"},"finishReason": "STOP","index": 0})"));
}

TEST_F(Gemini, IsSpokenByItsKey) {
  EXPECT_TRUE(gemini.speaks_fields(wire::HttpFields{{"X-Goog-Api-Key", "k"}}));
  EXPECT_FALSE(gemini.speaks_fields(wire::HttpFields{{"Authorization", "Bearer k"}}));
  EXPECT_EQ(stream_fields(gemini, wire::Framing::sse), (wire::HttpFields{{"content-type", "text/event-stream"}}));
  EXPECT_EQ(stream_fields(gemini, wire::Framing::json_array),
            (wire::HttpFields{{"content-type", "application/json; charset=UTF-8"}}));
}

}  // namespace
}  // namespace wiretape::provider
