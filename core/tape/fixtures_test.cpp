#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/tape/match/match.h"

namespace wiretape::tape {
namespace {

std::vector<std::filesystem::path> fixture_paths() {
  std::vector<std::filesystem::path> paths;
  const std::filesystem::path root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<Tape> fixtures() {
  std::vector<Tape> tapes;
  for (const std::filesystem::path& path : fixture_paths()) {
    auto loaded = read_tape(path.string());
    if (const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded)) {
      for (const text::Diagnostic& diagnostic : *diagnostics) {
        ADD_FAILURE() << text::to_string(diagnostic);
      }
    } else {
      tapes.push_back(std::get<Tape>(std::move(loaded)));
    }
  }
  return tapes;
}

TEST(Fixtures, AllLoad) {
  std::set<std::string> names;
  for (const Tape& tape : fixtures()) {
    names.insert(std::filesystem::path(tape.name).filename().string());
  }
  for (const char* name : {"hello.yaml",
                           "tools.yaml",
                           "parallel_tools.yaml",
                           "reasoning.yaml",
                           "refusal.yaml",
                           "length.yaml",
                           "content_filter.yaml",
                           "usage.yaml",
                           "choices.yaml",
                           "error_429.yaml",
                           "rate_limited.yaml",
                           "error_mid_stream.yaml",
                           "multibyte.yaml",
                           "exact_events.yaml",
                           "thinking.yaml",
                           "interleaved_thinking.yaml",
                           "redacted_thinking.yaml",
                           "citations.yaml",
                           "stop_sequence.yaml",
                           "error_529.yaml",
                           "models.yaml",
                           "embeddings.yaml",
                           "count_tokens.yaml",
                           "speech.yaml",
                           "overload.yaml",
                           "conversation.yaml",
                           "openai_chat_tool_loop.yaml",
                           "anthropic_messages_tool_loop.yaml",
                           "openai_chat_then.yaml",
                           "anthropic_messages_then.yaml",
                           "empty.yaml",
                           "long.yaml"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

bool lies_in(const Tape& tape, const char* folder) {
  return std::filesystem::path(tape.name).parent_path().filename() == folder;
}

std::string query_for(const RequestRule& rule) {
  std::string query;
  for (const NamedRule& parameter : rule.query)
    query += (query.empty() ? "" : "&") + parameter.name + '=' + parameter.value.text;
  return query;
}

TEST(Fixtures, HaveADialectUnlessTheyArePlainAndAnIdOfTheirOwn) {
  std::set<std::string> ids;
  for (const Tape& tape : fixtures()) {
    for (const Exchange& exchange : tape.exchanges) {
      const bool may_have_either = lies_in(tape, "websocket");  // with one where it says a reply
      EXPECT_TRUE(may_have_either || (exchange.dialect == nullptr) == lies_in(tape, "plain")) << tape.name;
      EXPECT_TRUE(ids.insert(exchange.id).second) << exchange.id;
    }
  }
}

TEST(Fixtures, CanBeServedTogether) {
  const std::vector<Tape> tapes = fixtures();
  std::vector<const Exchange*> exchanges;
  for (const Tape& tape : tapes) {
    for (const Exchange& exchange : tape.exchanges) {
      exchanges.push_back(&exchange);
    }
  }
  const Matcher matcher(exchanges);
  for (std::size_t index = 0; index < exchanges.size(); ++index) {
    const RequestRule& rule = exchanges[index]->request;
    const bool has_body = !std::holds_alternative<Dialogue>(exchanges[index]->answer);
    const bool needs_model = has_body && exchanges[index]->dialect != nullptr;
    ASSERT_TRUE(rule.path) << exchanges[index]->id;
    EXPECT_TRUE(!needs_model || rule.json || rule.path->find("/models/") != std::string::npos) << exchanges[index]->id;
    if (rule.conversation.is_any()) continue;  // tests/tool_loop_test.cpp holds those
    if (index > 0 && exchanges[index - 1]->uses && exchanges[index - 1]->request == rule) continue;  // goes on from it
    // A hole's own name fits it.
    const wire::HttpRequest request{
        .head = {.method = rule.method.value_or("POST"), .target = *rule.path, .fields = {}},
        .body = rule.json.value_or("")};
    const std::string query = query_for(rule);
    EXPECT_EQ(matcher.find(provider::RequestView(request, *rule.path, query)), index) << exchanges[index]->id;
  }
}

TEST(Fixtures, OfExactEventsAreExact) {
  const auto loaded = read_tape(std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/exact_events.yaml");
  const auto& response = std::get<StreamResponse>(std::get<Tape>(loaded).exchanges.at(0).answer);
  ASSERT_EQ(response.events.size(), 7U);
  EXPECT_EQ(std::get<provider::CommentEvent>(response.events[0]).text, " keep-alive");
  EXPECT_EQ(
      std::get<provider::DataEvent>(response.events[2]).data,
      R"({"id":"chatcmpl-wiretape-exact","object":"chat.completion.chunk","created":1735689600,)"
      R"("model":"wiretape-exact-events","choices":[{"index":0,"delta":{"content":"Exactly"},"finish_reason":null}]})");
  EXPECT_EQ(std::get<provider::DataEvent>(response.events[6]).data, "[DONE]");
}

}  // namespace
}  // namespace wiretape::tape
