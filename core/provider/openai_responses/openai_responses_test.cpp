#include "wiretape/core/provider/openai_responses/openai_responses.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/openai_responses/openai_responses_defaults.h"
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
    if (one_in(3)) reply.model = "m" + text();
    if (one_in(3)) reply.usage = R"({"input_tokens":7,"output_tokens":31,"note":"}\n{"})";
    reply.chunks = chunks();
    if (one_in(6)) {
      reply.error_event.emplace();
      reply.error_event->message = "e" + text();
      if (one_in(2)) reply.error_event->code = text();
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
    return choice;
  }

  BlockReply block() {
    switch (pick(4)) {
      case 0:
        return ReasoningBlock{text(), one_in(2) ? std::optional(text()) : std::nullopt};
      case 1:
        return RedactedReasoningBlock{text()};
      case 2:
        return TextBlock{text(), std::vector<std::string>(pick(3), R"({"type":"url_citation","url":"a \"b\" }{"})")};
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
  explicit Expectation(const Reply& filled) {
    message.id = text::to_valid_utf8(*filled.id);
    message.model = text::to_valid_utf8(*filled.model);
    for (const ResponsesOutput& item : responses_output(filled))
      std::visit(*this, item.said);
    if (!filled.error_event) {
      heard_.finish_reason = text::to_valid_utf8(*filled.choices.front().finish_reason);
      message.usage = filled.usage;
    }
    if (!(heard_ == Choice{})) message.choices.push_back(heard_);
  }

  void operator()(const ReasoningBlock& block) { add_reasoning(block.text, block.signature.value_or("")); }
  void operator()(const RedactedReasoningBlock& block) { add_reasoning("", block.data); }
  void operator()(const TextBlock& block) {
    const std::string text = text::to_valid_utf8(block.text);
    heard_.blocks.push_back({"output_text", text, "", block.citations, {}});
    heard_.text += text;
  }
  void operator()(const RefusalBlock& block) {
    heard_.blocks.push_back({"refusal", "", "", {}, {}});
    heard_.refusal += text::to_valid_utf8(block.text);
  }
  void operator()(const ToolCallReply& call) {
    heard_.blocks.push_back({"function_call", "", "", {}, heard_.tool_calls.size()});
    heard_.tool_calls.push_back(
        {text::to_valid_utf8(*call.id), text::to_valid_utf8(call.name), text::to_valid_utf8(call.arguments)});
  }

  Message message;

 private:
  void add_reasoning(const std::string& text, const std::string& encrypted) {
    if (text.empty() && encrypted.empty()) return;
    const std::string said = text::to_valid_utf8(text);
    heard_.blocks.push_back({"reasoning", said, text::to_valid_utf8(encrypted), {}, {}});
    heard_.reasoning += said;
  }

  Choice heard_;
};

const std::string streamed = R"({"model":"m","input":"hi","stream":true})";

Reply filled_reply(const Reply& reply, const RequestView& view) {
  OpenaiResponsesRequest facts = read_openai_responses_request(view);
  facts.prompt_tokens = openai_responses_prompt_tokens(view);
  return with_openai_responses_defaults(reply, facts);
}

TEST(OpenaiResponses, WhatIsRenderedIsHeardAsItWasMeant) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    const wire::HttpRequest request{{}, streamed};
    const RequestView view(request, "/v1/responses", "");
    const Reply filled = filled_reply(reply, view);
    const Heard heard = listen(openai_responses, encode(openai_responses.write.render(reply, view)));
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, Expectation(filled).message);
    ASSERT_EQ(heard.done, !reply.error_event.has_value());
    ASSERT_EQ(heard.error, reply.error_event ? text::to_valid_utf8(reply.error_event->message) : "");
  }
}

TEST(OpenaiResponses, AWholeAnswerSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Reply reply = ReplyGenerator(seed).reply();
    reply.error_event.reset();
    const wire::HttpRequest request{{}, R"({"input":[{"role":"user","content":"hi"}]})"};
    const RequestView view(request, "/v1/responses", "");
    std::vector<Delta> deltas;
    const auto decoder = openai_responses.read.make_decoder();
    const WholeAnswer answer = openai_responses.write.render_whole(reply, view);
    decoder->decode_whole(answer.status, answer.body, deltas);
    Heard heard;
    heard.add(deltas);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, Expectation(filled_reply(reply, view)).message);
    ASSERT_TRUE(heard.done);
  }
}

TEST(OpenaiResponses, AnnotatingFindsTheMarksThatRenderingMade) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply reply = ReplyGenerator(seed).reply();
    const wire::HttpRequest request{{}, streamed};
    const Events events = openai_responses.write.render(reply, RequestView(request, "/v1/responses", ""));
    ASSERT_EQ(annotate(openai_responses, events.events), events.marks);
  }
}

TEST(OpenaiResponses, TheSameArgumentsGiveTheSameBytes) {
  const Reply reply = ReplyGenerator(5).reply();
  const wire::HttpRequest request{{}, streamed};
  const RequestView view(request, "/v1/responses", "");
  EXPECT_EQ(openai_responses.write.render(reply, view).events, openai_responses.write.render(reply, view).events);
}

TEST(OpenaiResponses, SpeaksItsPathWithAnyPrefix) {
  EXPECT_TRUE(openai_responses.speaks_path("/v1/responses"));
  EXPECT_TRUE(openai_responses.speaks_path("/openai/v1/responses"));
  EXPECT_FALSE(openai_responses.speaks_path("/v1/responses/resp_1"));
}

TEST(OpenaiResponses, StreamsAsEventStream) {
  EXPECT_EQ(stream_fields(openai_responses, wire::Framing::sse),
            (wire::HttpFields{{"content-type", "text/event-stream; charset=utf-8"},
                              {"x-request-id", "req_000000000000WiretapeRequestId000"}}));
}

}  // namespace
}  // namespace wiretape::provider
