#include "wiretape/core/provider/openai_chat/openai_chat.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/openai_chat/openai_chat_defaults.h"
#include "wiretape/core/provider/random_reply_for_test.h"
#include "wiretape/core/provider/shared/annotate.h"
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
    for (std::size_t count = 1 + (one_in(4) ? pick(3) : 0); count > 0; --count)
      reply.choices.push_back(choice());
    if (one_in(3)) reply.id = text();
    if (one_in(3)) reply.model = text();
    if (one_in(3)) reply.usage = R"({"prompt_tokens":1,"note":"}\n{"})";
    reply.chunks = chunks();
    if (one_in(6)) {
      reply.error_event.emplace();
      reply.error_event->message = text();
      if (one_in(2)) reply.error_event->code = text();
    }
    return reply;
  }

  std::string request_body() {
    return one_in(2) ? R"({"stream":true,"stream_options":{"include_usage":true},"model":"m"})" : R"({"stream":true})";
  }

 private:
  ChoiceReply choice() {
    ChoiceReply choice;
    if (one_in(3)) choice.reasoning = text();
    if (!one_in(4)) choice.text = text();
    if (one_in(6)) choice.refusal = text();
    for (std::size_t count = one_in(3) ? pick(4) : 0; count > 0; --count) {
      ToolCallReply call{{}, "f" + text(), text()};
      if (one_in(2)) call.id = "id" + std::to_string(pick(1'000'000)) + text();
      choice.tool_calls.push_back(call);
    }
    if (one_in(3)) choice.finish_reason = "r" + text();
    return choice;
  }
};

// What a client must have heard of a reply.
Message expected_message(const Reply& filled, bool ends_well) {
  Message message;
  message.id = text::to_valid_utf8(*filled.id);
  message.model = text::to_valid_utf8(*filled.model);
  for (const ChoiceReply& choice : filled.choices) {
    Choice heard{text::to_valid_utf8(choice.text),
                 text::to_valid_utf8(choice.reasoning),
                 text::to_valid_utf8(choice.refusal),
                 {},
                 {},
                 {}};
    for (const ToolCallReply& call : choice.tool_calls) {
      heard.tool_calls.push_back(
          {text::to_valid_utf8(*call.id), text::to_valid_utf8(call.name), text::to_valid_utf8(call.arguments)});
    }
    if (ends_well) heard.finish_reason = text::to_valid_utf8(*choice.finish_reason);
    message.choices.push_back(std::move(heard));
  }
  return message;
}

// A choice that said nothing at all before an error is not heard of.
void drop_silent_choices(Message& message) {
  while (!message.choices.empty() && message.choices.back() == Choice{})
    message.choices.pop_back();
}

TEST(OpenaiChat, WhatIsRenderedIsHeardAsItWasMeant) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    ReplyGenerator generator(seed);
    const Reply reply = generator.reply();
    const wire::HttpRequest request{{}, generator.request_body()};
    const RequestView view(request, "/v1/chat/completions", "");
    OpenaiChatRequest facts = read_openai_chat_request(view);
    facts.prompt_tokens = openai_chat_prompt_tokens(view);
    const Reply filled = with_openai_chat_defaults(reply, facts);
    const Heard heard = listen(openai_chat, encode(openai_chat.write.render(reply, view)));
    Message expected = expected_message(filled, !reply.error_event);
    if (facts.include_usage && !reply.error_event) expected.usage = filled.usage;
    if (reply.error_event) drop_silent_choices(expected);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, expected);
    ASSERT_EQ(heard.done, !reply.error_event.has_value());
    ASSERT_EQ(heard.error, reply.error_event ? text::to_valid_utf8(reply.error_event->message) : "");
  }
}

TEST(OpenaiChat, AWholeAnswerSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    ReplyGenerator generator(seed);
    Reply reply = generator.reply();
    reply.error_event.reset();
    const wire::HttpRequest request{{}, "{}"};
    const RequestView view(request, "/v1/chat/completions", "");
    const Reply filled = with_openai_chat_defaults(reply, read_openai_chat_request(view));
    std::vector<Delta> deltas;
    const auto decoder = openai_chat.read.make_decoder();
    const WholeAnswer answer = openai_chat.write.render_whole(reply, view);
    decoder->decode_whole(answer.status, answer.body, deltas);
    Heard heard;
    heard.add(deltas);
    Message expected = expected_message(filled, true);
    expected.usage = filled.usage;
    ASSERT_EQ(heard.message, expected);
    ASSERT_TRUE(heard.done);
  }
}

TEST(OpenaiChat, AnnotatingFindsTheMarksThatRenderingMade) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    ReplyGenerator generator(seed);
    const Reply reply = generator.reply();
    const wire::HttpRequest request{{}, generator.request_body()};
    const Events events = openai_chat.write.render(reply, RequestView(request, "/v1/chat/completions", ""));
    ASSERT_EQ(annotate(openai_chat, events.events), events.marks);
    for (std::size_t place = 1; place < events.marks.size(); ++place) {
      ASSERT_LE(events.marks[place - 1].event, events.marks[place].event);
    }
  }
}

TEST(OpenaiChat, TheSameArgumentsGiveTheSameBytes) {
  ReplyGenerator generator(5);
  const Reply reply = generator.reply();
  const wire::HttpRequest request{{}, R"({"stream":true})"};
  const RequestView view(request, "/v1/chat/completions", "");
  EXPECT_EQ(openai_chat.write.render(reply, view).events, openai_chat.write.render(reply, view).events);
}

TEST(OpenaiChatAnnotate, SeesThroughCommentsPausesAndForeignFrames) {
  const std::vector<Event> events = {
      CommentEvent{" hi"},
      DataEvent{"", R"({"choices":[],"prompt_filter_results":[]})", {}},
      PauseEvent{std::chrono::milliseconds(5)},
      DataEvent{"", R"({"choices":[{"delta":{"content":"a"}}]})", "7"},
      DataEvent{"", "broken {", {}},
      DataEvent{"", R"({"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"n":1}})", {}},
      DataEvent{"error", R"({"message":"m"})", {}},
      DataEvent{"", "[DONE]", {}},
  };
  EXPECT_THAT(annotate(openai_chat, events),
              ElementsAre(Mark{MarkKind::delta, 1, 3}, Mark{MarkKind::first_text, 1, 3}, Mark{MarkKind::text, 1, 3},
                          Mark{MarkKind::delta, 2, 5}, Mark{MarkKind::text, 2, 5}, Mark{MarkKind::before_finish, 1, 5},
                          Mark{MarkKind::after_finish, 1, 6}, Mark{MarkKind::before_done, 1, 7},
                          Mark{MarkKind::after_done, 1, 8}));
}

TEST(OpenaiChat, StreamsAsEventStream) {
  EXPECT_EQ(stream_fields(openai_chat, wire::Framing::sse),
            (wire::HttpFields{{"content-type", "text/event-stream; charset=utf-8"},
                              {"x-request-id", "req_000000000000WiretapeRequestId000"}}));
}

}  // namespace
}  // namespace wiretape::provider
