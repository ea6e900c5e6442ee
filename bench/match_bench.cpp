// How long it takes to find the rule that a request meets: of an agent's request, whose body must be read for it, by
// the model and by what the conversation says; and of a short request among one and among a thousand rules.

#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "wiretape/core/provider/openai_chat/openai_chat.h"
#include "wiretape/core/tape/match/match.h"

namespace {

using namespace wiretape;

constexpr const char* path = "/v1/chat/completions";

std::string message(const std::string& role, const std::string& content) {
  return R"({"role":")" + role + R"(","content":")" + content + R"("})";
}

/// A conversation of 79 messages in 186 KB, the last of them short.
std::string agent_request() {
  constexpr std::size_t size = 186'000;
  constexpr int messages = 79;
  std::string line;
  while (line.size() < size / messages)
    line += R"(        for number, line in enumerate(file, start=1):\n)";
  std::string body = R"({"model":"gpt-4o","stream":true,"messages":[)" + message("system", line);
  for (int count = 2; count < messages; ++count)
    body += "," + message(count % 2 == 0 ? "user" : "assistant", line);
  return body + "," + message("user", "Go on with module 7, please.") + "]}";
}

tape::Exchange exchange_of(tape::RequestRule rule) {
  rule.path = path;
  tape::Exchange exchange;
  exchange.request = std::move(rule);
  exchange.dialect = &provider::openai_chat;
  return exchange;
}

tape::RequestRule says(std::string text) {
  return {.conversation = {.last_message = tape::MessageRule{
                               .text = tape::TextRule{tape::TextRule::Kind::contains, std::move(text)}}}};
}

void find(benchmark::State& state, const std::vector<tape::Exchange>& exchanges, std::string body) {
  std::vector<const tape::Exchange*> pointers;
  for (const auto& exchange : exchanges)
    pointers.push_back(&exchange);
  const tape::Matcher matcher(pointers);
  const wire::HttpRequest request{.head = {.method = "POST", .target = path, .fields = {}}, .body = std::move(body)};
  for (auto _ : state) {
    const provider::RequestView view(request, path, "");
    if (matcher.find(view) != exchanges.size() - 1) state.SkipWithError("another rule was met");
  }
  state.SetItemsProcessed(state.iterations());
}

void agent_model(benchmark::State& state) {
  find(state, {exchange_of({.json = R"({"model":"gpt-4o"})"})}, agent_request());
}
BENCHMARK(agent_model);

void agent_last_message(benchmark::State& state) {
  find(state, {exchange_of(says("module 7"))}, agent_request());
}
BENCHMARK(agent_last_message);

void agent_turn(benchmark::State& state) {
  find(state, {exchange_of({.conversation = {.turn = 38}})}, agent_request());
}
BENCHMARK(agent_turn);

/// Of `range(0)` rules that ask for different questions the last is met.
void question(benchmark::State& state) {
  std::vector<tape::Exchange> exchanges;
  for (auto number = 1000 - state.range(0); number < 1000; ++number)
    exchanges.push_back(exchange_of(says("question " + std::to_string(number) + "?")));
  find(state, exchanges, R"({"model":"gpt-4o","messages":[)" + message("user", "Here is question 999?") + "]}");
}
BENCHMARK(question)->Arg(1)->Arg(1000);

}  // namespace

BENCHMARK_MAIN();
