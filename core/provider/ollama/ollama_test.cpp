#include "wiretape/core/provider/ollama/ollama.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/provider/heard_for_test.h"
#include "wiretape/core/provider/ollama/ollama_defaults.h"
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

  Reply reply(bool has_calls) {
    Reply reply;
    reply.choices.push_back(choice(has_calls));
    if (one_in(3)) reply.model = "m" + text();
    if (one_in(3)) reply.created = static_cast<std::int64_t>(pick(2'000'000'000));
    if (one_in(3)) reply.usage = R"({"eval_count":7,"total_duration":31})";
    reply.chunks = chunks();
    if (one_in(6)) {
      reply.error_event.emplace();
      reply.error_event->message = "e" + text();
    }
    return reply;
  }

 private:
  ChoiceReply choice(bool has_calls) {
    ChoiceReply choice;
    if (one_in(3)) choice.reasoning = text();
    if (!one_in(4)) choice.text = text();
    for (std::size_t count = has_calls && one_in(3) ? pick(4) : 0; count > 0; --count)
      choice.tool_calls.push_back(call());
    if (one_in(3)) choice.finish_reason = "r" + text();
    return choice;
  }

  ToolCallReply call() {
    ToolCallReply call{{}, "f" + text(), one_in(2) ? "{\"city\":\"Paris\",\n \"n\":[1,{}]}" : text()};
    if (one_in(2)) call.id = "id" + std::to_string(pick(1'000'000)) + text();
    return call;
  }
};

// Arguments are no text but a value: the white space between its tokens is not handed on.
std::string heard_arguments(const std::string& arguments) {
  if (arguments.empty()) return "{}";
  if (!nlohmann::json::parse(arguments, nullptr, false).is_object()) return text::to_valid_utf8(arguments);
  std::string compact;
  text::append_compact_json(compact, arguments);
  return compact;
}

// What a client must have heard of a reply.
Message expected_message(const Reply& filled, bool ends_well) {
  Message message;
  message.model = text::to_valid_utf8(*filled.model);
  const ChoiceReply& choice = filled.choices.front();
  Choice heard{text::to_valid_utf8(choice.text), text::to_valid_utf8(choice.reasoning), {}, {}, {}, {}};
  for (const ToolCallReply& call : choice.tool_calls) {
    heard.tool_calls.push_back(
        {text::to_valid_utf8(*call.id), text::to_valid_utf8(call.name), heard_arguments(call.arguments)});
  }
  if (ends_well) {
    heard.finish_reason = text::to_valid_utf8(*choice.finish_reason);
    message.usage = filled.usage;
  }
  const bool says_nothing = heard == Choice{};
  if (!says_nothing) message.choices.push_back(std::move(heard));
  if (says_nothing) message.model.clear();  // an error names none
  return message;
}

class Ollama : public ::testing::TestWithParam<const Dialect*> {
 protected:
  [[nodiscard]] static const Dialect& dialect() { return *GetParam(); }
  [[nodiscard]] static Reply reply(std::uint64_t seed) {
    return ReplyGenerator(seed).reply(&dialect() == &ollama_chat);
  }

  const wire::HttpRequest request_{{}, R"({"messages":[{"role":"user","content":"Hi you"}],"prompt":"Hi you"})"};
  const RequestView view_{request_, dialect().default_path, ""};

  [[nodiscard]] Reply filled(const Reply& reply) const {
    OllamaRequest facts = read_ollama_request(view_);
    facts.prompt_tokens = 2;
    return with_ollama_defaults(reply, facts);
  }
};

TEST_P(Ollama, WhatIsRenderedIsHeardAsItWasMeant) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Reply said = reply(seed);
    const Heard heard = listen(dialect(), encode(dialect().write.render(said, view_), wire::Framing::ndjson));
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, expected_message(filled(said), !said.error_event));
    ASSERT_EQ(heard.done, !said.error_event.has_value());
    ASSERT_EQ(heard.error, said.error_event ? text::to_valid_utf8(said.error_event->message) : "");
  }
}

TEST_P(Ollama, AWholeAnswerSaysTheSame) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    Reply said = reply(seed);
    said.error_event.reset();
    const WholeAnswer answer = dialect().write.render_whole(said, view_);
    std::vector<Delta> deltas;
    const auto decoder = dialect().read.make_decoder();
    decoder->decode_whole(answer.status, answer.body, deltas);
    Heard heard;
    heard.add(deltas);
    ASSERT_EQ(heard.undecodable, "");
    ASSERT_EQ(heard.message, expected_message(filled(said), true));
    ASSERT_TRUE(heard.done);
  }
}

TEST_P(Ollama, AnnotatingFindsTheMarksThatRenderingMade) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    SCOPED_TRACE(seed);
    const Events events = dialect().write.render(reply(seed), view_);
    ASSERT_EQ(annotate(dialect(), events.events), events.marks);
  }
}

TEST_P(Ollama, TheSameArgumentsGiveTheSameBytes) {
  const Reply said = reply(5);
  EXPECT_EQ(dialect().write.render(said, view_).events, dialect().write.render(said, view_).events);
}

TEST_P(Ollama, StreamsAsNdjson) {
  EXPECT_EQ(stream_fields(dialect(), wire::Framing::ndjson),
            (wire::HttpFields{{"content-type", "application/x-ndjson"}}));
}

INSTANTIATE_TEST_SUITE_P(BothEndpoints, Ollama, ::testing::Values(&ollama_chat, &ollama_generate),
                         [](const auto& tested) { return tested.index == 0 ? "Chat" : "Generate"; });

TEST(OllamaAnnotate, TheLineThatIsDoneFinishesAndEnds) {
  const std::vector<Event> events = {
      DataEvent{"", R"({"message":{"content":"","thinking":"Hm"}})", {}},
      PauseEvent{std::chrono::milliseconds(5)},
      DataEvent{"", R"({"message":{"content":"a"}})", {}},
      DataEvent{"", R"({"message":{"content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]}})", {}},
      DataEvent{"", R"({"message":{"content":""},"done":true,"done_reason":"stop"})", {}},
  };
  EXPECT_THAT(annotate(ollama_chat, events),
              ElementsAre(Mark{MarkKind::delta, 1, 0}, Mark{MarkKind::reasoning, 1, 0}, Mark{MarkKind::delta, 2, 2},
                          Mark{MarkKind::first_text, 1, 2}, Mark{MarkKind::text, 1, 2}, Mark{MarkKind::delta, 3, 3},
                          Mark{MarkKind::first_tool_delta, 1, 3}, Mark{MarkKind::tool_args, 1, 3},
                          Mark{MarkKind::before_finish, 1, 4}, Mark{MarkKind::before_done, 1, 4},
                          Mark{MarkKind::after_finish, 1, 5}, Mark{MarkKind::after_done, 1, 5}));
}

}  // namespace
}  // namespace wiretape::provider
