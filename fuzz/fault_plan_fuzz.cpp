// Any text is a plan or a mistake inside it; a plan means faults or has mistakes with places in it; and whatever the
// faults do to a small answer, the program that is left is sound: its writes cover its bytes in order, and time never
// goes back.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/compile/compile_answer.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/fault_plan.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What a plan may ask for is more than a fuzzer has memory for: a number of five digits is left out.
bool is_small(const tape::FaultPlan& plan) {
  return std::ranges::all_of(plan, [](const tape::PlannedFault& fault) {
    return std::ranges::all_of(fault.arguments, [](const auto& argument) { return argument.value.size() < 5; });
  });
}

void require_sound(const program::WireProgram& made) {
  std::size_t end = 0;
  std::chrono::microseconds at{0};
  for (const program::Step& step : made.steps) {
    require(step.at >= at);
    at = step.at;
    if (const auto* write = std::get_if<program::WriteAction>(&step.action)) {
      require(write->offset == end && write->length > 0);
      end += write->length;
    } else if (!std::holds_alternative<program::HoldAction>(step.action) &&
               !std::holds_alternative<program::ExpectAction>(step.action)) {
      require(&step == &made.steps.back());
      if (const auto* repeat = std::get_if<program::RepeatAction>(&step.action)) end += repeat->length;
    }
  }
  require(end == made.bytes.size());
}

void compile_all(const std::vector<fault::Fault>& faults) {
  provider::Reply reply;
  auto& choice = reply.choices.emplace_back();
  choice.text = "Hi, w\xC3\xB6rld!\n";
  choice.tool_calls = {{"call_1", "a", R"({"b":"c"})"}, {"call_2", "d", "{}"}};
  wire::HttpRequest request;
  request.head.method = "POST";
  request.body = R"({"model":"m","stream":true})";
  const provider::RequestView view(request, "/", "");
  std::vector<const fault::Fault*> hits;
  for (const auto& fault : faults)
    hits.push_back(&fault);
  for (const provider::Dialect* dialect : provider::all_dialects()) {
    const auto compiled =
        compile::compile_answer({.answer = reply, .dialect = dialect, .request = view, .delivery = {}, .faults = hits});
    if (const auto* done = std::get_if<compile::CompiledAnswer>(&compiled)) require_sound(done->program);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto plan = tape::parse_fault_plan(text);
  if (const auto* error = std::get_if<text::InputError>(&plan)) {
    require(error->offset <= text.size() && !error->found.empty() && !error->expected.empty());
    return 0;
  }
  const auto& planned = std::get<tape::FaultPlan>(plan);
  const auto checked = fault::check_plan(planned, {.name = "fuzz", .has_seed = true, .for_listener = true});
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&checked)) {
    require(!mistakes->empty());
    for (const auto& mistake : *mistakes)
      require(mistake.position.line == 1 && mistake.position.column >= 1 && mistake.position.column <= text.size() + 1);
    return 0;
  }
  if (is_small(planned)) compile_all(std::get<std::vector<fault::Fault>>(checked));
  return 0;
}
