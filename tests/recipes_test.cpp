// The recipes of docs/recipes.md: the page shows the files in fixtures/recipes as they are, and each tape does what the
// page says, played by the real server to the real client.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/client.h"
#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/journal/journal.h"
#include "wiretape/core/provider/generate/schema_checker_for_test.h"
#include "wiretape/mockserver/mock_server.h"

namespace wiretape {
namespace {

using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

const std::filesystem::path source = WIRETAPE_SOURCE_DIR;
const std::filesystem::path recipes = source / "fixtures" / "recipes";

std::string file_text(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The programs and tapes that a page shows, by the file that their first line names: "# fixtures/recipes/a.yaml: …".
std::map<std::string, std::string> shown_on(const std::filesystem::path& page) {
  std::map<std::string, std::string> shown;
  std::istringstream lines(file_text(page));
  std::string name;
  bool is_inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (is_inside && name.empty()) {
      const auto at = line.find("fixtures/recipes/");
      name = at == line.npos ? "an example without a file: " + line : line.substr(at, line.find(':') - at);
    }
    const bool is_fence = line.starts_with("```");
    if (is_inside && !is_fence) shown[name] += line + '\n';
    if (is_fence) {
      is_inside = line == "```yaml" || line == "```python" || line == "```js";
      name.clear();
    }
  }
  return shown;
}

class RecipesTest : public ::testing::Test {
 protected:
  void serve(const std::string& fixture) {
    auto loaded = compile::load_tape((recipes / fixture).string());
    ASSERT_TRUE(std::holds_alternative<tape::Tape>(loaded)) << to_string(std::get<text::Diagnostics>(loaded).front());
    mockserver::ServerOptions options;
    options.delivery.instant = true;
    server_.emplace(std::get<mockserver::MockServer>(
        mockserver::MockServer::start({std::get<tape::Tape>(std::move(loaded))}, options)));
  }

  [[nodiscard]] client::Result ask(const json& body, const std::string& path = "/v1",
                                   const std::string& provider = "openai") const {
    return sent(body, path, provider).result();
  }

  [[nodiscard]] client::Stream sent(const json& body, const std::string& path,
                                    const std::string& provider = "openai") const {
    client::Options options;
    options.provider = provider;
    options.base_url = server_->url(path);
    options.api_key = "";
    const auto made = client::Client::make(options);
    return std::get<client::Client>(made).send(body.dump());
  }

  /// The next `count` pieces of a stream's text; nothing behind them is read.
  static std::string texts_of(client::Stream& stream, int count) {
    std::string texts;
    while (count > 0) {
      const client::Event* event = stream.next();
      if (event == nullptr) break;
      if (const auto* text = std::get_if<client::TextEvent>(event)) {
        texts += text->text;
        --count;
      }
    }
    return texts;
  }

  static json asking(const std::string& model, const json& messages) {
    return {{"model", model}, {"max_tokens", 100}, {"stream", true}, {"messages", messages}};
  }

  static json asking(const std::string& model) { return asking(model, json::array({said("user", "Hi")})); }

  static json said(const std::string& role, const std::string& content) {
    return {{"role", role}, {"content", content}};
  }

  static std::string text_of(const client::Result& result) { return result.message.first().text; }

  static client::ProviderError error_of(const client::Result& result) {
    const auto* error = std::get_if<client::ProviderError>(&result.outcome);
    EXPECT_NE(error, nullptr) << client::describe(result.outcome);
    return error == nullptr ? client::ProviderError{} : *error;
  }

  std::optional<mockserver::MockServer> server_;
};

TEST_F(RecipesTest, ThePageShowsEachFileAsItIs) {
  const auto shown = shown_on(source / "docs" / "recipes.md");
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(recipes)) {
    const auto name = "fixtures/recipes/" + entry.path().filename().string();
    const auto found = shown.find(name);
    ASSERT_NE(found, shown.end()) << name;
    EXPECT_EQ(found->second, file_text(entry.path())) << name;
    ++files;
  }
  EXPECT_EQ(shown.size(), files) << "a recipe without a file";
}

TEST_F(RecipesTest, AnAppIsTold) {
  serve("app.yaml");
  EXPECT_EQ(text_of(ask(asking("wiretape-app"))), "Hello from the tape, word by word.");
}

TEST_F(RecipesTest, AnOverloadPasses) {
  serve("overload.yaml");
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto error = error_of(ask(asking("wiretape-overload")));
    EXPECT_EQ(error.status, 429);
    EXPECT_EQ(error.retry_after, std::chrono::seconds(1));
  }
  EXPECT_EQ(client::name_of(ask(asking("wiretape-overload")).outcome), "completed");
}

TEST_F(RecipesTest, AnOverloadComesBeforeAndInsideAStream) {
  serve("overload.yaml");
  const auto ask_anthropic = [&] { return ask(asking("wiretape-overload"), "", "anthropic"); };
  EXPECT_EQ(error_of(ask_anthropic()).status, 529);
  const auto second = ask_anthropic();
  EXPECT_EQ(error_of(second).type, "overloaded_error");
  EXPECT_EQ(text_of(second), "Here I");
  EXPECT_EQ(text_of(ask_anthropic()), "Here I am again.");
}

TEST_F(RecipesTest, ARetryFindsTheWholeAnswer) {
  serve("retry.yaml");
  const auto first = ask(asking("wiretape-retry"));
  EXPECT_EQ(client::name_of(first.outcome), "truncated");
  EXPECT_EQ(text_of(first), "One, two,");
  EXPECT_EQ(text_of(ask(asking("wiretape-retry"))), "One, two, three, four, five.");
}

TEST_F(RecipesTest, AToolLoopEnds) {
  serve("tool_loop.yaml");
  auto body = asking("wiretape-weather-loop");
  body["tools"] = {{{"type", "function"}, {"function", {{"name", "get_weather"}}}}};
  const auto call = ask(body).message.first().tool_calls.at(0);
  EXPECT_EQ(call.name, "get_weather");
  const json calls{{{"id", call.id}, {"type", "function"}, {"function", {{"name", call.name}, {"arguments", "{}"}}}}};
  body["messages"].push_back({{"role", "assistant"}, {"content", nullptr}, {"tool_calls", calls}});
  body["messages"].push_back({{"role", "tool"}, {"tool_call_id", call.id}, {"content", "18 °C"}});
  EXPECT_EQ(text_of(ask(body)), "It is warm in Paris.");
  body["messages"].back()["content"] = "Error: no network";
  EXPECT_EQ(text_of(ask(body)), "I can't look outside just now.");
}

constexpr const char* booking_schema =
    R"({"type":"object","additionalProperties":false,"required":["name","guests","at"],
  "properties":{"name":{"type":"string","minLength":1},"guests":{"type":"integer","minimum":1,"maximum":12},
  "at":{"type":"string","format":"date-time"},"note":{"type":["string","null"]}}})";

TEST_F(RecipesTest, WhatIsMadeUpIsWhatAnOpenaiRequestAsksFor) {
  serve("generated.yaml");
  const json schema = json::parse(booking_schema);
  const provider::SchemaChecker checker(schema);
  for (const bool stream : {true, false}) {
    auto body = asking("wiretape-generated");
    body["stream"] = stream;
    body["tools"] = {{{"type", "function"}, {"function", {{"name", "book_table"}, {"parameters", schema}}}}};
    const auto call = ask(body).message.first().tool_calls.at(0);
    EXPECT_EQ(checker.mistake(json::parse(call.arguments)), "") << call.arguments;
    EXPECT_EQ(ask(body).message.first().tool_calls.at(0).arguments, call.arguments) << "a retry";
    body.erase("tools");
    EXPECT_THAT(text_of(ask(body)), EndsWith("."));
    body["response_format"] = {{"type", "json_schema"}, {"json_schema", {{"name", "n"}, {"schema", schema}}}};
    EXPECT_EQ(checker.mistake(json::parse(text_of(ask(body)))), "");
  }
}

TEST_F(RecipesTest, WhatIsMadeUpIsWhatAnAnthropicRequestAsksFor) {
  serve("generated.yaml");
  const json schema = json::parse(booking_schema);
  const provider::SchemaChecker checker(schema);
  auto body = asking("wiretape-generated");
  body["tools"] = {{{"name", "book_table"}, {"input_schema", schema}}};
  const auto call = ask(body, "", "anthropic").message.first().tool_calls.at(0);
  EXPECT_EQ(checker.mistake(json::parse(call.arguments)), "") << call.arguments;
  body.erase("tools");
  body["output_config"] = {{"format", {{"type", "json_schema"}, {"schema", schema}}}};
  EXPECT_EQ(checker.mistake(json::parse(text_of(ask(body, "", "anthropic")))), "");
}

TEST_F(RecipesTest, AStalledStreamGoesOnOnceTheTestSaysSo) {
  serve("stalled.yaml");
  auto stream = sent(asking("wiretape-stalled"), "/~ui/v1");
  EXPECT_EQ(texts_of(stream, 4), "Let me think about");
  ASSERT_TRUE(server_->wait_held(1, 30s, "ui"));
  EXPECT_EQ(server_->journal().entries().at(0).holds.at(0).end, std::nullopt);

  EXPECT_EQ(server_->release("ui"), 1U);
  EXPECT_EQ(text_of(stream.result()), "Let me think about that, and then answer.");
  EXPECT_EQ(server_->journal().entries().at(0).holds.at(0).end, journal::HoldEnd::released);
}

TEST_F(RecipesTest, SessionsBeginApart) {
  serve("sessions.yaml");
  for (const char* session : {"/~a/v1", "/~b/v1"}) {
    EXPECT_EQ(text_of(ask(asking("wiretape-sessions"), session)), "Hello for the first time.");
    EXPECT_EQ(text_of(ask(asking("wiretape-sessions"), session)), "Hello again.");
  }
}

TEST_F(RecipesTest, AConversationIsAnsweredInTurn) {
  serve("conversation.yaml");
  json messages = json::array();
  for (const auto& [question, answer] : {std::pair{"Hi", "Hello. Where do you want to go?"},
                                         std::pair{"To Paris", "And when?"}, std::pair{"At noon", "It is booked."}}) {
    messages.push_back(said("user", question));
    EXPECT_EQ(text_of(ask(asking("wiretape-talk", messages))), answer);
    messages.push_back(said("assistant", answer));
  }
  messages.push_back(said("user", "No, cancel that"));
  EXPECT_EQ(text_of(ask(asking("wiretape-talk", messages))), "As you like. Goodbye.");
  messages.back() = said("user", "Thank you");
  EXPECT_THAT(client::describe(ask(asking("wiretape-talk", messages)).outcome), HasSubstr("nearest is 'recipe-talk"));
}

}  // namespace
}  // namespace wiretape
