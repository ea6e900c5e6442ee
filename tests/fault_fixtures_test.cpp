// The tapes in fixtures/faults: they load without a mistake, show every fault of responses in each dialect, and each
// exchange is really broken by what it says.

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape {
namespace {

const std::filesystem::path root = std::filesystem::path(WIRETAPE_SOURCE_DIR) / "fixtures" / "faults";

std::vector<tape::Tape> tapes_in(const std::filesystem::path& folder) {
  std::vector<tape::Tape> tapes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    auto loaded = compile::load_tape(entry.path().string());
    if (const auto* mistakes = std::get_if<text::Diagnostics>(&loaded)) {
      for (const auto& mistake : *mistakes)
        ADD_FAILURE() << to_string(mistake);
    } else {
      tapes.push_back(std::get<tape::Tape>(std::move(loaded)));
    }
  }
  return tapes;
}

std::set<std::string> faults_in(const std::filesystem::path& folder) {
  std::set<std::string> shown;
  for (const auto& tape : tapes_in(folder)) {
    for (const auto& exchange : tape.exchanges) {
      for (const auto& fault : exchange.faults)
        shown.insert(fault.name);
    }
  }
  return shown;
}

bool is_of_websockets(const fault::FaultType& type) {
  return type.family == "WebSocket";
}

TEST(FaultFixtures, ShowEveryFaultInEachDialect) {
  for (const char* dialect : {"openai_chat", "anthropic_messages", "openai_responses"}) {
    const auto shown = faults_in(root / dialect);
    for (const auto* type : fault::all_faults()) {
      if (std::holds_alternative<fault::ListenerFault>(type->function) || is_of_websockets(*type)) continue;
      EXPECT_TRUE(shown.contains(std::string(type->name))) << dialect << " lacks " << type->name;
    }
  }
}

TEST(FaultFixtures, ShowEveryFaultOfWebSockets) {
  const auto shown = faults_in(root / "websocket");
  for (const auto* type : fault::all_faults())
    EXPECT_TRUE(shown.contains(std::string(type->name)) || !is_of_websockets(*type)) << type->name;
}

TEST(FaultFixtures, AreBrokenByWhatTheySay) {
  for (const char* dialect : {"openai_chat", "anthropic_messages", "openai_responses", "websocket"}) {
    const auto tapes = tapes_in(root / dialect);
    mockserver::Responder responder(tapes);
    for (const auto& tape : tapes) {
      for (const auto& exchange : tape.exchanges) {
        const auto request = compile::sample_request(exchange);
        const auto answer = responder.respond(request, {.connection = 1, .is_tls = true});
        EXPECT_EQ(answer.exchange, exchange.id) << answer.error;
        ASSERT_EQ(answer.faults.size(), 1U) << exchange.id << answer.error;
        auto sound = exchange;
        sound.faults.clear();
        mockserver::Responder alone({{.name = tape.name, .exchanges = {sound}}});
        EXPECT_NE(*answer.program, *alone.respond(request).program) << exchange.id;
      }
    }
  }
}

TEST(FaultFixtures, HaveAPlanForTheListener) {
  const auto faults = compile::load_faults((root / "listener.plan").string(), false);
  ASSERT_TRUE(std::holds_alternative<std::vector<fault::Fault>>(faults))
      << to_string(std::get<text::Diagnostics>(faults).front());
  EXPECT_EQ(std::get<std::vector<fault::Fault>>(faults).size(), 4U);
}

}  // namespace
}  // namespace wiretape
