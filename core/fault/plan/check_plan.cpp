#include "wiretape/core/fault/plan/check_plan.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/fault/fault_condition.h"
#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/core/fault/plan/fault_values.h"
#include "wiretape/core/fault/work_budget.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/core/text/nearest_key.h"

namespace wiretape::fault {
namespace {

using tape::PlannedArgument;
using tape::PlannedFault;
using text::Position;

// What every fault may have. "at" names a mark, a spot or an edge; "inside" a spot of the event that "event" names.
constexpr std::array<std::string_view, 8> place_keys{"event",     "text", "frame", "byte",
                                                     "wire_byte", "time", "at",    "inside"};
constexpr std::array<std::string_view, 6> condition_keys{"attempt", "connection", "probability",
                                                         "seed",    "exchange",   "optional"};
bool is_one_of(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

/// Reads one fault; notes every mistake in it.
class FaultReader {
 public:
  FaultReader(const PlannedFault& planned, const PlanSource& source, text::Diagnostics& mistakes)
      : planned_(planned), source_(source), mistakes_(mistakes) {}

  std::optional<Fault> read() {
    const auto before = mistakes_.size();
    fault_.position = planned_.position;
    fault_.text = to_string(planned_);
    fault_.type = find_fault(planned_.name);
    if (fault_.type == nullptr) {
      refuse_name(planned_.position, "unknown fault", planned_.name, fault_names());
      return std::nullopt;
    }
    const bool is_of_listener = std::holds_alternative<ListenerFault>(fault_.type->function);
    if (is_of_listener && !source_.for_listener) {
      add(planned_.position, fmt::format("'{}', a fault of the listener", planned_.name),
          "a fault of a response: when a plan comes with a request, its connection is there already",
          "put it into the file of --faults, or arm it on the control plane");
    }
    for (const PlannedArgument& argument : planned_.arguments)
      read_argument(argument);
    check_whole();
    return mistakes_.size() == before ? std::optional(std::move(fault_)) : std::nullopt;
  }

 private:
  const FaultType& type() const { return *fault_.type; }

  void add(Position position, std::string found, std::string expected, std::string hint = {}) {
    mistakes_.push_back({source_.name, position, std::move(found), std::move(expected), std::move(hint)});
  }

  void refuse_name(Position position, std::string_view what, std::string_view word,
                   const std::vector<std::string_view>& known) {
    const auto near = text::nearest_key(word, known);
    add(position, fmt::format("{} '{}'", what, word), fmt::format("one of: {}", fmt::join(known, ", ")),
        near ? fmt::format("did you mean '{}'?", *near) : "");
  }

  /// Notes a value that is none of its key.
  template <class Value>
  std::optional<Value> take(const PlannedArgument& argument, std::variant<Value, ValueFault> value) {
    if (const auto* fault = std::get_if<ValueFault>(&value)) {
      add(argument.position, fmt::format("'{}' for '{}' of '{}'", argument.value, argument.key, planned_.name),
          fault->expected);
      return std::nullopt;
    }
    return std::get<Value>(std::move(value));
  }

  void read_argument(const PlannedArgument& argument) {
    const auto parameter = std::ranges::find(type().parameters, argument.key, &FaultParameter::name);
    if (parameter != type().parameters.end()) {
      if (auto value = take(argument, parse_argument(*parameter, argument.value))) {
        fault_.arguments.set(parameter->name, *std::move(value));
      }
    } else if (is_one_of(condition_keys, argument.key)) {
      read_condition(argument);
    } else if (is_one_of(place_keys, argument.key) && type().places != PlaceUse::none) {
      read_place(argument);
    } else {
      refuse_key(argument);
    }
  }

  void refuse_key(const PlannedArgument& argument) {
    std::vector<std::string_view> known;
    for (const FaultParameter& each : type().parameters)
      known.push_back(each.name);
    if (type().places != PlaceUse::none) known.insert(known.end(), place_keys.begin(), place_keys.end());
    known.insert(known.end(), condition_keys.begin(), condition_keys.end());
    refuse_name(argument.position, fmt::format("unknown key of '{}':", planned_.name), argument.key, known);
  }

  void read_condition(const PlannedArgument& argument) {
    if (std::holds_alternative<ListenerFault>(type().function) && argument.key != "connection") {
      return add(argument.position, fmt::format("'{}' for '{}', a fault of the listener", argument.key, planned_.name),
                 "the condition 'connection' or none: there is no request yet");
    }
    FaultCondition& condition = fault_.condition;
    const auto& [key, value, position] = argument;
    if (key == "attempt") condition.attempt = take(argument, parse_range(value));
    if (key == "connection") condition.connection = take(argument, parse_range(value));
    if (key == "probability") condition.chance = take(argument, parse_chance(value));
    if (key == "seed") condition.seed = take(argument, parse_count(value, 0, unlimited));
    if (key == "exchange") condition.exchange = value;
    if (key != "optional") return;
    if (value != "true" && value != "false") take<bool>(argument, ValueFault{"true or false"});
    fault_.is_optional = value == "true";
  }

  void read_place(const PlannedArgument& argument) {
    if (argument.key == "inside") return read_inside(argument);
    if (argument.key == "event" && planned_has("inside")) return;  // read_inside has it
    auto place = argument.key == "at" ? named_place(argument) : counted_place(argument);
    if (!place) return;
    if (fault_.place) return refuse_second_place(argument);
    if (use_of(*place) > type().places) return refuse_place(argument);
    fault_.place = *place;
  }

  void refuse_second_place(const PlannedArgument& argument) {
    add(argument.position, fmt::format("'{}', a second place of '{}'", argument.key, planned_.name), "one place");
  }

  void refuse_place(const PlannedArgument& argument) {
    const auto counts = type().places == PlaceUse::of_events ? "event, text" : "event, text, byte";
    add(argument.position,
        fmt::format("the place {}={}, which '{}' can't have", argument.key, argument.value, planned_.name),
        fmt::format("a place of its stage: {}, or at= one of: {}", counts, place_names(type().places)));
  }

  std::optional<Place> named_place(const PlannedArgument& argument) {
    const auto place = place_named(argument.value);
    if (place) return place;
    const std::string names = place_names(type().places);
    add(argument.position, fmt::format("unknown place '{}'", argument.value),
        fmt::format("one of: {}; or a number: {}", names, fmt::join(place_keys.begin(), place_keys.end() - 2, ", ")));
    return std::nullopt;
  }

  std::optional<Place> counted_place(const PlannedArgument& argument) {
    const auto& [key, value, position] = argument;
    if (key == "time") {
      const auto duration = text::parse_duration(value);
      if (const auto* time = std::get_if<std::chrono::microseconds>(&duration)) return TimePlace{*time};
      take<bool>(argument, ValueFault{std::string(text::duration_forms)});
      return std::nullopt;
    }
    const bool is_offset = key == "byte" || key == "wire_byte";
    const auto number = take(argument, parse_count(value, is_offset ? 0 : 1, unlimited));
    if (!number) return std::nullopt;
    if (key == "event") return EventPlace{*number};
    if (key == "text") return TextPlace{*number};
    if (key == "frame") return FramePlace{*number};
    if (key == "byte") return BytePlace{*number};
    return WireBytePlace{*number};
  }

  void read_inside(const PlannedArgument& argument) {
    auto place = place_named(argument.value);
    auto* spot = place ? std::get_if<SpotPlace>(&*place) : nullptr;
    if (spot == nullptr) {
      return add(argument.position, fmt::format("'{}' for 'inside'", argument.value),
                 "a spot inside an event: utf8, json_escape, field_name, crlf, blank_line, chunk_size");
    }
    const auto event = std::ranges::find(planned_.arguments, "event", &PlannedArgument::key);
    if (event != planned_.arguments.end()) spot->event = take(*event, parse_count(event->value, 1, unlimited));
    if (use_of(*place) > type().places) return refuse_place(argument);
    if (fault_.place) return refuse_second_place(argument);
    fault_.place = *place;
  }

  bool planned_has(std::string_view key) const {
    return std::ranges::find(planned_.arguments, key, &PlannedArgument::key) != planned_.arguments.end();
  }

  void check_whole() {
    for (const FaultParameter& parameter : type().parameters) {
      if (planned_has(parameter.name)) continue;
      if (parameter.is_required) {
        add(planned_.position, fmt::format("'{}' without '{}'", planned_.name, parameter.name),
            fmt::format("'{}': {}", parameter.name, describe(parameter)));
      }
      if (!parameter.standard.empty()) {
        fault_.arguments.set(parameter.name, std::get<ArgumentValue>(parse_argument(parameter, parameter.standard)));
      }
    }
    if (fault_.condition.chance && !fault_.condition.seed && !source_.has_seed) {
      add(planned_.position, fmt::format("'{}' with a probability, but without a seed", planned_.name),
          "seed=N beside it, so that the same requests are hit each time");
    }
  }

  const PlannedFault& planned_;
  const PlanSource& source_;
  text::Diagnostics& mistakes_;
  Fault fault_;
};

void refuse_contradiction(const std::vector<Fault>& faults, const PlanSource& source, text::Diagnostics& mistakes) {
  std::vector<const Fault*> all;
  all.reserve(faults.size());
  for (const Fault& fault : faults)
    all.push_back(&fault);
  const auto contradiction = find_contradiction(all);
  if (!contradiction) return;
  mistakes.push_back({source.name, contradiction->second->position,
                      fmt::format("'{}' beside '{}'", contradiction->second->text, contradiction->first->text),
                      "one of them, for a response can't have both",
                      "give them different conditions, such as attempt=1 and attempt=2"});
}

/// One budget for what all of them add: each alone is within the bounds of its arguments.
void refuse_excess(const std::vector<Fault>& faults, const PlanSource& source, text::Diagnostics& mistakes) {
  std::uint64_t added = 0;
  for (const Fault& fault : faults) {
    const bool was_within = added <= most_plan_bytes;
    added += bytes_added(fault);
    if (!was_within || added <= most_plan_bytes) continue;
    mistakes.push_back({source.name, fault.position,
                        fmt::format("'{}', with which the plan adds {} bytes", fault.text, added),
                        fmt::format("at most {} bytes that the faults of one plan add together", most_plan_bytes), ""});
  }
}

}  // namespace

std::variant<std::vector<Fault>, text::Diagnostics> check_plan(const tape::FaultPlan& plan, const PlanSource& source) {
  std::vector<Fault> faults;
  text::Diagnostics mistakes;
  for (const PlannedFault& planned : plan) {
    if (auto fault = FaultReader(planned, source, mistakes).read()) faults.push_back(*std::move(fault));
  }
  refuse_contradiction(faults, source, mistakes);
  refuse_excess(faults, source, mistakes);
  if (!mistakes.empty()) return mistakes;
  return faults;
}

}  // namespace wiretape::fault
