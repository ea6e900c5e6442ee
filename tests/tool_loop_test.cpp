// The tool loops in fixtures/conversations, run by the real client against the real server as an agent would run them:
// it carries out each call and sends the conversation on, until there is no call.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/client.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/mock_server.h"

namespace wiretape {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* question = "How is the weather, and what time is it?";
constexpr const char* question_of_two = "How is it in both, Paris and Lyon?";

std::string output_of(const std::string& tool) {
  return tool == "get_weather" ? "18 °C" : "12:00";
}

/// What a provider's conversations look like.
struct Form {
  const char* fixture;
  const char* provider;
  const char* model;
  const char* messages;  ///< the member that lists them
  json (*tool)(const std::string& name);
  /// What the client adds to the messages once the model has called tools; they give back the same each.
  void (*add_round)(json& messages, const std::vector<provider::ToolCall>& calls, const json& output);
};

json openai_tool(const std::string& name) {
  return {{"type", "function"}, {"function", {{"name", name}}}};
}

void add_openai_round(json& messages, const std::vector<provider::ToolCall>& calls, const json& output) {
  auto called = json::array();
  for (const auto& call : calls)
    called.push_back({{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}}}});
  messages.push_back({{"role", "assistant"}, {"content", nullptr}, {"tool_calls", called}});
  for (const auto& call : calls)
    messages.push_back({{"role", "tool"}, {"tool_call_id", call.id}, {"content", output}});
}

json anthropic_tool(const std::string& name) {
  return {{"name", name}, {"input_schema", {{"type", "object"}}}};
}

void add_anthropic_round(json& messages, const std::vector<provider::ToolCall>& calls, const json& output) {
  auto uses = json::array();
  auto results = json::array();
  for (const auto& call : calls) {
    uses.push_back({{"type", "tool_use"}, {"id", call.id}, {"name", call.name}, {"input", json::object()}});
    results.push_back({{"type", "tool_result"}, {"tool_use_id", call.id}, {"content", output}});
  }
  messages.push_back({{"role", "assistant"}, {"content", uses}});
  messages.push_back({{"role", "user"}, {"content", results}});
}

json responses_tool(const std::string& name) {
  return {{"type", "function"}, {"name", name}};
}

void add_responses_round(json& items, const std::vector<provider::ToolCall>& calls, const json& output) {
  for (const auto& call : calls)
    items.push_back({{"type", "function_call"}, {"call_id", call.id}, {"name", call.name}, {"arguments", "{}"}});
  for (const auto& call : calls)
    items.push_back({{"type", "function_call_output"}, {"call_id", call.id}, {"output", output}});
}

constexpr Form openai{
    "openai_chat_tool_loop.yaml", "openai", "wiretape-tool-loop", "messages", openai_tool, add_openai_round};
constexpr Form anthropic{"anthropic_messages_tool_loop.yaml",
                         "anthropic",
                         "wiretape-claude-tool-loop",
                         "messages",
                         anthropic_tool,
                         add_anthropic_round};
constexpr Form responses{"openai_responses_tool_loop.yaml",
                         "openai-responses",
                         "wiretape-responses-tool-loop",
                         "input",
                         responses_tool,
                         add_responses_round};
// The same loops, each one exchange.
constexpr Form openai_then{"openai_chat_then.yaml", "openai", "wiretape-then", "messages", openai_tool,
                           add_openai_round};
constexpr Form anthropic_then{"anthropic_messages_then.yaml",
                              "anthropic",
                              "wiretape-claude-then",
                              "messages",
                              anthropic_tool,
                              add_anthropic_round};
constexpr Form responses_then{
    "openai_responses_then.yaml", "openai-responses", "wiretape-responses-then", "input", responses_tool,
    add_responses_round};

/// A text as a message's content: itself, or a list of one part.
json content(const std::string& text, bool in_parts) {
  if (!in_parts) return text;
  return json::array({{{"type", "text"}, {"text", text}}});
}

class ToolLoop : public ::testing::TestWithParam<bool> {
 protected:
  static mockserver::MockServer serve(const Form& form) {
    std::vector<tape::Tape> tapes;
    const std::string folder = WIRETAPE_SOURCE_DIR "/fixtures/conversations/";
    tapes.push_back(std::get<tape::Tape>(tape::read_tape(folder + form.fixture)));
    return std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes)));
  }

  static client::Result ask(const mockserver::MockServer& server, const Form& form, const json& messages) {
    client::Options options;
    options.provider = form.provider;
    options.base_url = server.url("/v1");
    options.api_key = "";
    const json body{{"model", form.model},
                    {"max_tokens", 100},
                    {"stream", true},
                    {"tools", {form.tool("get_weather"), form.tool("get_time")}},
                    {form.messages, messages}};
    const auto made = client::Client::make(options);
    auto stream = std::get<client::Client>(made).send(body.dump());
    return stream.result();
  }

  /// What the model does, turn by turn.
  static std::vector<std::string> run(const Form& form) {
    json messages = json::array();
    return go_on(serve(form), form, question, messages);
  }

  /// The same for a further question of a conversation, to which the turns are added.
  static std::vector<std::string> go_on(const mockserver::MockServer& server, const Form& form, const std::string& text,
                                        json& messages) {
    messages.push_back({{"role", "user"}, {"content", content(text, GetParam())}});
    std::vector<std::string> turns;
    for (int turn = 0; turn < 5; ++turn) {
      const auto result = ask(server, form, messages);
      const auto& choice = result.message.first();
      if (choice.tool_calls.empty()) {
        turns.push_back(choice.text);
        messages.push_back({{"role", "assistant"}, {"content", choice.text}});
        break;
      }
      std::string names;
      for (const auto& call : choice.tool_calls)
        names += (names.empty() ? "" : " ") + call.name;
      turns.push_back(names);
      form.add_round(messages, choice.tool_calls, content(output_of(choice.tool_calls.front().name), GetParam()));
    }
    return turns;
  }
};

TEST_P(ToolLoop, EndsWithAnAnswer) {
  for (const auto& form : {openai, anthropic, responses})
    EXPECT_THAT(run(form), ElementsAre("get_weather", "get_time", "It is 18 °C in Paris, at noon.")) << form.provider;
}

TEST_P(ToolLoop, EndsWithAnAnswerWhereThatComesThen) {
  for (const auto& form : {openai_then, anthropic_then, responses_then})
    EXPECT_THAT(run(form), ElementsAre("get_weather", "get_time", "It is 18 °C in Paris, at noon.")) << form.provider;
}

TEST_P(ToolLoop, ComesAgainInOneConversationAndWithParallelCalls) {
  for (const auto& form : {openai_then, anthropic_then, responses_then}) {
    const auto server = serve(form);
    json messages = json::array();
    for (int time = 0; time < 2; ++time) {
      EXPECT_THAT(go_on(server, form, question, messages),
                  ElementsAre("get_weather", "get_time", "It is 18 °C in Paris, at noon."));
      EXPECT_THAT(go_on(server, form, question_of_two, messages),
                  ElementsAre("get_weather get_weather", "18 °C in both."));
    }
  }
}

TEST_P(ToolLoop, KeepsLoopsApartThatRunSideBySide) {
  for (const auto& form : {openai_then, anthropic_then, responses_then}) {
    const auto server = serve(form);
    json one = json::array({{{"role", "user"}, {"content", content(question, GetParam())}}});
    json two = json::array({{{"role", "user"}, {"content", content(question_of_two, GetParam())}}});
    const auto first = ask(server, form, one).message.first().tool_calls;
    const auto second = ask(server, form, two).message.first().tool_calls;
    form.add_round(one, first, content("18 °C", GetParam()));
    form.add_round(two, second, content("18 °C", GetParam()));
    EXPECT_EQ(ask(server, form, two).message.first().text, "18 °C in both.");
    ASSERT_EQ(ask(server, form, one).message.first().tool_calls.size(), 1U);
    EXPECT_EQ(ask(server, form, one).message.first().tool_calls.front().name, "get_time");
  }
}

TEST_P(ToolLoop, SaysWhyNothingFits) {
  for (const auto& form : {openai, anthropic, responses}) {
    const auto server = serve(form);
    const json messages = json::array({{{"role", "user"}, {"content", content("Hi", GetParam())}}});
    const auto result = ask(server, form, messages);
    EXPECT_EQ(result.status, 404);
    EXPECT_THAT(client::describe(result.outcome),
                HasSubstr(R"(last_message: expected contains "weather", found the last message (user) says "Hi")"));
  }
}

INSTANTIATE_TEST_SUITE_P(Contents, ToolLoop, ::testing::Bool(),
                         [](const auto& each) { return std::string(each.param ? "Parts" : "Strings"); });

}  // namespace
}  // namespace wiretape
