#include "wiretape/core/compile/compile_answer.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/compile/stage_answer.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/fault/plan/framing_misfit.h"
#include "wiretape/core/fault/work_budget.h"
#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/layout/recorded_seams.h"
#include "wiretape/core/program/layout/server_fields.h"
#include "wiretape/core/program/stage/annotated_body.h"
#include "wiretape/core/program/stage/body.h"
#include "wiretape/core/program/stage/pack_messages.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::compile {
namespace {

/// A fault's place, or its type's own. What lacks that is acted on at its `substitute`.
template <class Find>
std::optional<std::size_t> find_place(const fault::Fault& fault, Find find, std::optional<std::size_t> substitute) {
  if (fault.type->places == fault::PlaceUse::none) return 0;
  if (fault.place) return find(*fault.place);
  const auto standard = fault::place_named(fault.type->standard_place);
  const auto place = standard ? find(*standard) : std::nullopt;
  return place ? place : substitute;
}

std::optional<std::size_t> find_place(const fault::Fault& fault, const provider::Events& events) {
  return find_place(
      fault, [&](const fault::Place& place) { return fault::place_in(events, place); }, events.events.size());
}

/// Not at the end of a body: what ends there is often whole.
std::optional<std::size_t> find_place(const fault::Fault& fault, const program::Body& body) {
  return find_place(
      fault, [&](const fault::Place& place) { return fault::place_in(body, place); }, fault::middle_of(body));
}

fault::Misfit no_place(const fault::Fault& fault, std::string there) {
  return {fmt::format("no such place for '{}'", fault.text), std::move(there)};
}

/// Takes an answer through its stages.
class Compiler {
 public:
  explicit Compiler(const AnswerInput& input)
      : input_(input),
        staged_(stage_answer(input.answer, input.dialect, input.request)),
        framing_(staged_.response.framing),
        fits_(input.faults.size(), true) {
    wire::put_fields(staged_.response.head.fields, input.extra_fields);
  }

  std::variant<CompiledAnswer, UnfitFault> compile() && {
    each_fault<fault::ReplyFault>(
        [&](const fault::ReplyFault& stage, const fault::Fault& fault, const fault::FaultContext& context) {
          return change_reply(stage, fault, context);
        });
    keep_seams();
    each_fault<fault::EventsFault>(
        [&](const fault::EventsFault& stage, const fault::Fault& fault, const fault::FaultContext& context) {
          return change_events(stage, fault, context);
        });
    encode_events();
    each_fault<fault::BodyFault>(
        [&](const fault::BodyFault& stage, const fault::Fault& fault, const fault::FaultContext& context) {
          return change_body(stage, fault, context);
        });
    if (staged_.response.recorded && !input_.faults.empty())
      program::fit_to_seams(*staged_.response.recorded, staged_.response.body, promised_beyond_);
    const auto& websocket = staged_.response.websocket;
    if (websocket && websocket->deflate) program::pack_messages(staged_.response.body, *websocket->deflate);
    find_in_body();
    program::add_server_fields(staged_.response.head.fields, input_.server_fields);
    program::WireDraft wire =
        program::lay_out(std::move(staged_.response), input_.delivery, input_.context, input_.seed);
    each_fault<fault::WireFault>(
        [&](const fault::WireFault& stage, const fault::Fault& fault, const fault::FaultContext& context) {
          return change_wire(wire, stage, fault, context);
        });
    if (unfit_) return *std::move(unfit_);
    return CompiledAnswer{std::move(wire).program(), fitting()};
  }

 private:
  template <class Stage, class Change>
  void each_fault(Change change) {
    for (std::size_t index = 0; index < input_.faults.size() && !unfit_; ++index) {
      const fault::Fault& fault = *input_.faults[index];
      const auto* stage = std::get_if<Stage>(&fault.type->function);
      if (stage == nullptr) continue;
      current_ = index;
      program::Random random(program::mix_seed(input_.seed, index + 1));
      const fault::FaultContext context{input_.dialect, input_.request, input_.context, framing_, random};
      auto misfit = framing_ ? fault::framing_misfit(*fault.type, *framing_) : std::nullopt;
      if (!misfit) misfit = change(*stage, fault, context);
      if (!misfit) continue;
      fits_[index] = false;
      if (!fault.is_optional) unfit_ = UnfitFault{&fault, std::move(misfit->found), std::move(misfit->expected)};
    }
  }

  /// Notes where a recording's reads and chunks end in its body.
  void keep_seams() {
    const auto& recorded = staged_.response.recorded;
    if (!recorded || input_.faults.empty()) return;
    program::Body& body = staged_.response.body;
    promised_beyond_ = program::promised_beyond(*recorded, body.bytes.size());
    body.seams = program::seams_of(*recorded);
    for (std::size_t& seam : body.seams)
      seam = std::min(seam, body.bytes.size());
  }

  fault::FaultResult change_reply(const fault::ReplyFault& stage, const fault::Fault& fault,
                                  const fault::FaultContext& context) {
    auto misfit = stage.apply(staged_.response, {fault, 0, context});
    if (misfit) return misfit;
    staged_.events.reset();
    framing_ = staged_.response.framing;
    return {};
  }

  fault::FaultResult change_events(const fault::EventsFault& stage, const fault::Fault& fault,
                                   const fault::FaultContext& context) {
    take_events();
    if (!staged_.events) return fault::no_stream();
    auto& events = *staged_.events;
    if (auto misfit = work_.take(fault::bytes_in(events))) return misfit;
    const auto place = find_place(fault, events);
    if (!place) return no_place(fault, fault::places_in(events));
    return stage.apply(events, {fault, *place, context});
  }

  /// Has a stream both as events, also a recorded one, and as the body that they come to before they are changed. Only
  /// a fault of that stage needs both.
  void take_events() {
    program::Response& response = staged_.response;
    if (std::exchange(has_taken_events_, true)) return;
    if (response.recorded && !response.body.event_starts.empty()) {
      staged_.events = program::recorded_events(response.body.bytes, *response.framing, input_.dialect);
    }
    if (!staged_.events) return;
    program::Body encoded = program::encode(*staged_.events, *response.framing);
    encoded.seams = std::move(response.body.seams);
    response.body = std::move(encoded);
  }

  void encode_events() {
    if (!staged_.events) return;
    program::Response& response = staged_.response;
    program::Body before = std::exchange(response.body, program::encode(*staged_.events, *response.framing));
    if (!has_taken_events_) return;
    fit_content_length(before.bytes.size());
    program::carry_seams(std::move(before), response.body);
  }

  fault::FaultResult change_body(const fault::BodyFault& stage, const fault::Fault& fault,
                                 const fault::FaultContext& context) {
    program::Response& response = staged_.response;
    if (auto misfit = work_.take(response.body.bytes.size())) return misfit;
    const auto place = find_place(fault, response.body);
    if (!place) return no_place(fault, fault::places_in(response.body));
    const std::size_t before = response.body.bytes.size();
    auto misfit = stage.apply(response, {fault, *place, context});
    fit_content_length(before);
    return misfit;
  }

  /// Lets a content-length that was the body's size be the new one. A wrong one stays wrong.
  void fit_content_length(std::size_t before) {
    for (wire::HttpField& field : staged_.response.head.fields) {
      const bool is_length = wire::equal_ignoring_case(field.name, "content-length");
      if (is_length && field.value == std::to_string(before)) {
        field.value = std::to_string(staged_.response.body.bytes.size());
      }
    }
  }

  /// The body is gone once it is on the wire: what a place of it is has to be known before.
  void find_in_body() {
    const program::Body& body = staged_.response.body;
    for (const fault::Fault* fault : input_.faults) {
      std::optional<std::size_t> offset;
      if (std::holds_alternative<fault::WireFault>(fault->type->function)) {
        offset = find_place(*fault, body);
      }
      body_offsets_.push_back(offset);
    }
    body_places_ = input_.faults.empty() ? "" : fault::places_in(body);
  }

  fault::FaultResult change_wire(program::WireDraft& wire, const fault::WireFault& stage, const fault::Fault& fault,
                                 const fault::FaultContext& context) {
    if (fault.type->places == fault::PlaceUse::none) return stage.apply(wire, {fault, 0, context});
    const auto& body_offset = body_offsets_[current_];
    const bool is_lost = fault.place && !body_offset && fault::use_of(*fault.place) != fault::PlaceUse::of_wire;
    const auto place =
        is_lost ? std::nullopt
                : fault::place_in(wire, fault.place.value_or(fault::BytePlace{body_offset.value_or(0)}), body_offset);
    if (!place) return no_place(fault, fmt::format("{}, {}", body_places_, fault::places_in(wire)));
    return stage.apply(wire, {fault, *place, context});
  }

  [[nodiscard]] std::vector<const fault::Fault*> fitting() const {
    std::vector<const fault::Fault*> faults;
    for (std::size_t index = 0; index < input_.faults.size(); ++index) {
      if (fits_[index]) faults.push_back(input_.faults[index]);
    }
    return faults;
  }

  const AnswerInput& input_;
  StagedAnswer staged_;
  std::optional<wire::Framing> framing_;
  std::uint64_t promised_beyond_ = 0;  // by a recording's last chunk
  std::vector<bool> fits_;             // by fault
  std::size_t current_ = 0;
  std::vector<std::optional<std::size_t>> body_offsets_;  // by fault
  std::string body_places_;
  bool has_taken_events_ = false;
  fault::WorkBudget work_;
  std::optional<UnfitFault> unfit_;
};

program::WireProgram unbroken_program(const AnswerInput& input) {
  AnswerInput whole = input;
  whole.faults = {};
  return std::get<CompiledAnswer>(Compiler(whole).compile()).program;
}

UnfitFault without_effect(const fault::Fault& fault) {
  return {&fault, fmt::format("an answer that '{}' leaves as it is", fault.text),
          "a place or arguments that make a difference"};
}

}  // namespace

std::variant<CompiledAnswer, UnfitFault> compile_answer(const AnswerInput& input) {
  auto compiled = Compiler(input).compile();
  auto* done = std::get_if<CompiledAnswer>(&compiled);
  if (done == nullptr || done->faults.empty() || done->program != unbroken_program(input)) return compiled;
  const auto refused = std::ranges::find(done->faults, false, &fault::Fault::is_optional);
  if (refused != done->faults.end()) return without_effect(**refused);
  done->faults.clear();
  return compiled;
}

}  // namespace wiretape::compile
