#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/compile/sample_request.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/timeline/timeline.h"

namespace wiretape::timeline {

/// The only exchange of a tape, as a flow mapping.
inline tape::Exchange exchange_for_test(const std::string& exchange) {
  auto parsed = tape::parse_tape("wiretape: 1\nexchanges:\n  - " + exchange + "\n", "t.yaml");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&parsed)) {
    ADD_FAILURE() << to_string(*mistakes);
    return {};
  }
  return std::get<tape::Tape>(std::move(parsed)).exchanges.front();
}

inline program::WireProgram compiled_for_test(const tape::Exchange& exchange, const wire::HttpRequest& request,
                                              const tape::FaultPlan& plan) {
  const auto faults = std::get<std::vector<fault::Fault>>(fault::check_plan(plan, {.name = "t.yaml"}));
  std::vector<const fault::Fault*> hits;
  for (const auto& fault : faults)
    hits.push_back(&fault);
  const provider::RequestView view(request, request.head.target, "");
  auto compiled = compile::compile_answer({.answer = exchange.answer,
                                           .dialect = exchange.dialect,
                                           .request = view,
                                           .delivery = exchange.delivery,
                                           .faults = hits});
  return std::get<compile::CompiledAnswer>(std::move(compiled)).program;
}

/// The timeline of the only exchange of a tape, whose faults all hit.
inline Timeline timeline_for_test(const std::string& text, std::vector<PlacedFault> faults = {}) {
  const auto exchange = exchange_for_test(text);
  const auto request = compile::sample_request(exchange);
  const auto program = compiled_for_test(exchange, request, exchange.faults);
  const auto plain = compiled_for_test(exchange, request, {});
  const auto* dialect = exchange.dialect != nullptr ? exchange.dialect : provider::find_dialect("openai.chat");
  return make_timeline({.tape = "t.yaml",
                        .exchange = exchange,
                        .request = request,
                        .dialect = *dialect,
                        .program = std::make_shared<const program::WireProgram>(program),
                        .plain = plain,
                        .faults = std::move(faults)});
}

}  // namespace wiretape::timeline
