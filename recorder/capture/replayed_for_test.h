#pragma once

#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/program/play/play_in_memory_for_test.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/recorder/capture/tape_text.h"

namespace wiretape::recorder::capture {

/// The tape that a text is. Fails the test where it has mistakes.
inline tape::Tape tape_for_test(const std::string& text, const std::string& name = "tape.yaml") {
  auto parsed = tape::parse_tape(text, name);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&parsed)) {
    ADD_FAILURE() << text::to_string(*mistakes) << "\n" << text;
    return {};
  }
  return std::get<tape::Tape>(std::move(parsed));
}

/// The only exchange of a tape's text.
inline tape::Exchange exchange_for_test(const std::string& text) {
  auto tape = tape_for_test(text);
  if (tape.exchanges.size() != 1) ADD_FAILURE() << tape.exchanges.size() << " exchanges";
  return tape.exchanges.empty() ? tape::Exchange() : std::move(tape.exchanges.front());
}

/// The text of a capture's tape. Fails the test where there is none.
inline std::string text_for_test(const Capture& capture, const KeepRules& rules = {}) {
  auto text = tape_text(capture, rules, "000001-a");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&text)) {
    ADD_FAILURE() << text::to_string(*mistakes);
    return "";
  }
  return std::get<std::string>(std::move(text));
}

/// What a mock server sends where an exchange answers its own request.
inline program::WireProgram program_for_test(const tape::Exchange& exchange) {
  const auto faults = std::get<std::vector<fault::Fault>>(fault::check_plan(exchange.faults, {.name = "tape"}));
  std::vector<const fault::Fault*> hits;
  for (const fault::Fault& fault : faults)
    hits.push_back(&fault);
  wire::HttpRequest request;
  request.head.method = exchange.request.method.value_or("POST");
  request.body = exchange.request.json.value_or("");
  const provider::RequestView view(request, exchange.request.path.value_or("/"), "");
  const program::ResponseContext context{.is_head = request.head.method == "HEAD"};
  auto compiled = compile::compile_answer({.answer = exchange.answer,
                                           .dialect = exchange.dialect,
                                           .request = view,
                                           .delivery = exchange.delivery,
                                           .context = context,
                                           .seed = 0,
                                           .faults = hits});
  if (const auto* unfit = std::get_if<compile::UnfitFault>(&compiled)) {
    ADD_FAILURE() << unfit->found << "; expected " << unfit->expected;
    return {};
  }
  return std::get<compile::CompiledAnswer>(std::move(compiled)).program;
}

/// The tape of a capture, loaded and played.
inline program::WireProgram replayed_for_test(const Capture& capture) {
  return program_for_test(exchange_for_test(text_for_test(capture)));
}

}  // namespace wiretape::recorder::capture
