// What docs/faults.md says that real clients report is told by plans: each of them hits.

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape {
namespace {

std::string section_on_clients() {
  std::ostringstream page;
  page << std::ifstream(WIRETAPE_SOURCE_DIR "/docs/faults.md").rdbuf();
  const std::string text = page.str();
  const auto begin = text.find("\n## What real clients report");
  return begin == text.npos ? "" : text.substr(begin, text.find("\n## All faults") - begin);
}

bool is_fault(const std::string& name) {
  return std::ranges::any_of(fault::all_faults(), [&](const auto* type) { return type->name == name; });
}

/// What stands between backquotes and begins with a fault's name, but for `end:byte=N`, which leaves the number open.
std::set<std::string> plans_in(const std::string& text) {
  const std::regex code("`([a-z_0-9]+)(:[a-z_]+=[^`]*)?`");
  std::set<std::string> plans;
  for (std::sregex_iterator match(text.begin(), text.end(), code), end; match != end; ++match) {
    const auto plan = (*match)[1].str() + (*match)[2].str();
    if (is_fault((*match)[1]) && !plan.ends_with("=N")) plans.insert(plan);
  }
  return plans;
}

/// A stream, and a WebSocket for the plans that only that can have.
const char* const answers =
    "wiretape: 1\nexchanges:\n- {request: {path: /v1/chat/completions}, reply: {text: One für two.}}\n"
    "- {request: {path: /ws}, websocket: {dialogue: [{send: {text: One}}, {send: two}]}}\n";

bool is_of_websockets(const std::string& plan) {
  const auto* type = fault::find_fault(plan.substr(0, plan.find(':')));
  return type != nullptr && type->family == "WebSocket";
}

TEST(FaultPage, TellsOfPlansThatHit) {
  const auto tape = std::get<tape::Tape>(tape::parse_tape(answers, "t.yaml"));
  mockserver::Responder responder({tape});
  const auto plans = plans_in(section_on_clients());
  EXPECT_GT(plans.size(), 15U);
  for (const auto& plan : plans) {
    auto request = compile::sample_request(tape.exchanges.at(is_of_websockets(plan) ? 1 : 0));
    request.head.fields.push_back({"x-wiretape-faults", plan});
    const auto answer = responder.respond(request, {.connection = 1, .is_tls = true});
    EXPECT_THAT(answer.faults, ::testing::SizeIs(1)) << plan << ": " << answer.error;
  }
}

}  // namespace
}  // namespace wiretape
