// Every fixture, played by the real server and read by the real client, comes to what the tape says: as a stream and as
// a whole answer.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/client/client.h"
#include "wiretape/client/preset.h"
#include "wiretape/core/provider/shared/reply_blocks.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/mock_server.h"

namespace wiretape {
namespace {

using nlohmann::ordered_json;

std::vector<tape::Tape> fixtures() {
  std::vector<tape::Tape> tapes;
  const std::filesystem::path root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const auto folder = entry.path().parent_path();
    // Those have tests of their own: plain_fixtures_test.cpp, fault_fixtures_test.cpp, tool_loop_test.cpp,
    // recipes_test.cpp, dialogue_test.cpp.
    const bool is_other = folder.filename() == "plain" || folder.filename() == "conversations" ||
                          folder.filename() == "recipes" || folder.filename() == "websocket" ||
                          folder.parent_path().filename() == "faults";
    if (entry.path().extension() != ".yaml" || is_other) continue;
    auto loaded = tape::read_tape(entry.path().string());
    EXPECT_TRUE(std::holds_alternative<tape::Tape>(loaded)) << entry.path();
    if (auto* tape = std::get_if<tape::Tape>(&loaded)) tapes.push_back(std::move(*tape));
  }
  return tapes;
}

/// The model in a path such as "/v1beta/models/m:{method}"; empty where it has none.
std::string model_in_path(const std::string& path) {
  constexpr std::string_view folder = "/models/";
  const auto begin = path.find(folder);
  return begin == std::string::npos ? "" : path.substr(begin + folder.size(), path.find(':') - begin - folder.size());
}

/// A request that the rule fits, in the provider's own format.
std::string request_for(const tape::Exchange& exchange, bool stream) {
  auto body = ordered_json::parse(exchange.request.json.value_or("{}"));
  body[std::string(exchange.dialect->conversation->messages)] = {{{"role", "user"}, {"content", "Play it."}}};
  body["stream"] = stream;
  if (const auto model = model_in_path(exchange.request.path.value_or("")); !model.empty()) body["model"] = model;
  return body.dump();
}

/// The first preset that speaks the exchange's dialect; nullptr: none does.
const client::Preset* preset_for(const tape::Exchange& exchange) {
  for (const auto& preset : client::all_presets()) {
    if (preset.dialect == exchange.dialect->name) return &preset;
  }
  return nullptr;
}

client::Result play(const mockserver::MockServer& server, const tape::Exchange& exchange, bool stream) {
  client::Options options;
  options.provider = preset_for(exchange)->name;
  options.base_url = server.url(options.provider.starts_with("openai") ? "/v1" : "");
  options.api_key = "";
  const auto made = client::Client::make(options);
  auto played = std::get<client::Client>(made).send(request_for(exchange, stream));
  return played.result();
}

bool is_length_limited(const provider::ChoiceReply& choice) {
  const auto reason = choice.finish_reason.value_or("");
  return reason == "length" || reason == "max_tokens" || reason == "MAX_TOKENS" || reason == "max_output_tokens";
}

std::string expected_outcome(const provider::Reply& reply) {
  if (reply.error || reply.error_event) return "provider_error";
  return std::ranges::any_of(reply.choices, is_length_limited) ? "length_limited" : "completed";
}

/// What is said is heard, and nothing else.
void expect_said(const provider::ChoiceReply& reply, const provider::Choice& heard) {
  const provider::ChoiceReply said = provider::without_blocks(reply);
  EXPECT_EQ(heard.text, said.text);
  EXPECT_EQ(heard.reasoning, said.reasoning);
  EXPECT_EQ(heard.refusal, said.refusal);
  ASSERT_EQ(heard.tool_calls.size(), said.tool_calls.size());
  for (std::size_t call = 0; call < said.tool_calls.size(); ++call) {
    EXPECT_EQ(heard.tool_calls[call].name, said.tool_calls[call].name);
    EXPECT_EQ(ordered_json::parse(heard.tool_calls[call].arguments),
              ordered_json::parse(said.tool_calls[call].arguments));
  }
}

TEST(FixturesPlay, EachComesToWhatItSays) {
  std::vector<tape::Tape> tapes = fixtures();
  const std::vector<tape::Tape> said = tapes;
  mockserver::ServerOptions options;
  options.delivery.instant = true;
  const auto server = std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes), options));
  for (const tape::Tape& tape : said) {
    for (const tape::Exchange& exchange : tape.exchanges) {
      SCOPED_TRACE(exchange.id);
      if (preset_for(exchange) == nullptr) continue;
      const auto* reply = std::get_if<provider::Reply>(&exchange.answer);
      for (const bool stream : {true, false}) {
        const client::Result result = play(server, exchange, stream);
        const std::string expected = reply == nullptr ? "completed" : expected_outcome(*reply);
        EXPECT_EQ(client::name_of(result.outcome), expected) << client::describe(result.outcome);
        if (reply == nullptr) continue;
        if (reply->error) {
          EXPECT_EQ(result.status, reply->error->status);
        } else if (stream || !reply->error_event) {
          expect_said(reply->choices.front(), result.message.first());
        }
      }
    }
  }
}

TEST(FixturesPlay, RateLimitedRefusesTheThirdRequestUntilTimeHasPassed) {
  for (const char* dialect :
       {"openai_chat", "anthropic_messages", "openai_responses", "ollama", "cohere_chat", "gemini"}) {
    SCOPED_TRACE(dialect);
    auto tape = std::get<tape::Tape>(
        tape::read_tape(std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/" + dialect + "/rate_limited.yaml"));
    const tape::Exchange exchange = tape.exchanges.front();
    auto server = std::get<mockserver::MockServer>(mockserver::MockServer::start({std::move(tape)}));
    const auto outcome = [&] { return play(server, exchange, true).outcome; };
    EXPECT_EQ(client::name_of(outcome()), "completed");
    EXPECT_EQ(client::name_of(outcome()), "completed");
    const client::Outcome refused = outcome();
    const auto* error = std::get_if<client::ProviderError>(&refused);
    ASSERT_NE(error, nullptr) << client::describe(refused);
    EXPECT_EQ(error->status, 429);
    ASSERT_TRUE(error->retry_after);
    EXPECT_LE(*error->retry_after, std::chrono::seconds(30));
    server.advance_clock(*error->retry_after);
    EXPECT_EQ(client::name_of(outcome()), "completed");
  }
}

TEST(FixturesPlay, EveryDialectHasTheSameSituations) {
  for (const char* dialect :
       {"openai_chat", "anthropic_messages", "openai_responses", "ollama", "cohere_chat", "gemini"}) {
    const auto folder = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures" / dialect;
    for (const char* situation : {"hello", "tools", "parallel_tools", "length", "usage", "error_429", "rate_limited",
                                  "error_mid_stream", "empty", "long", "multibyte"}) {
      EXPECT_TRUE(std::filesystem::exists(folder / (std::string(situation) + ".yaml"))) << dialect << " " << situation;
    }
    const bool has_refusals =
        std::string_view(dialect).starts_with("openai_") || std::string_view(dialect) == "anthropic_messages";
    EXPECT_EQ(std::filesystem::exists(folder / "refusal.yaml"), has_refusals) << dialect;
  }
}

}  // namespace
}  // namespace wiretape
