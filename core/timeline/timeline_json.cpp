#include "wiretape/core/timeline/timeline_json.h"

#include <cmath>
#include <string>
#include <variant>

#include <nlohmann/json.hpp>

#include "wiretape/core/program/play/expected_words.h"
#include "wiretape/core/text/base64.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/timeline/action_name.h"
#include "wiretape/core/timeline/sent_bytes.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::timeline {
namespace {

using nlohmann::ordered_json;

ordered_json request_json(const Timeline& timeline) {
  auto rule = ordered_json::array();
  for (const auto& [name, expected] : timeline.rule)
    rule.push_back({{"clause", name}, {"expected", expected}});
  return {{"method", timeline.method}, {"target", timeline.target}, {"rule", std::move(rule)}};
}

ordered_json said_json(const Said& said) {
  ordered_json json{{"kind", to_string(said.kind)}};
  if (said.choice > 0) json["choice"] = said.choice;
  if (said.number) json[said.kind == Said::Kind::tool_call ? "call" : "resumes"] = *said.number;
  if (!said.id.empty()) json["id"] = said.id;
  if (!said.name.empty()) json[said.kind == Said::Kind::error ? "type" : "name"] = said.name;
  if (!said.text.empty()) json["text"] = said.text;
  return json;
}

ordered_json event_json(const HeardEvent& event) {
  ordered_json json = ordered_json::object();
  if (event.kind == HeardEvent::Kind::event) json["event"] = event.number;
  if (event.kind == HeardEvent::Kind::comment) json["comment"] = true;
  json["part"] = to_string(event.part);
  json["says"] = ordered_json::array();
  for (const Said& said : event.says)
    json["says"].push_back(said_json(said));
  return json;
}

void add_bytes(ordered_json& json, std::string_view bytes) {
  const bool is_text = text::to_valid_utf8(bytes) == bytes;
  json[is_text ? "text" : "base64"] = is_text ? std::string(bytes) : text::encode_base64(bytes);
}

void add_limits(ordered_json& json, const program::WireProgram& program, const program::Action& action) {
  if (const auto* expect = std::get_if<program::ExpectAction>(&action)) {
    json["expected"] = program::expected_words(program, *expect);
    json["for_us"] = expect->limit.count();
  }
  if (const auto* repeat = std::get_if<program::RepeatAction>(&action)) json["every_us"] = repeat->every.count();
  if (const auto* hold = std::get_if<program::HoldAction>(&action)) {
    json["until"] = hold->ends_at_next_request ? "next_request" : "release";
    json["for_us"] = hold->limit.count();
  }
}

ordered_json step_json(const Timeline& timeline, std::size_t index) {
  const auto& steps = timeline.program->steps;
  const auto& step = steps[index];
  const auto& heard = timeline.heard.steps[index];
  const auto before = index == 0 ? std::chrono::microseconds(0) : steps[index - 1].at;
  ordered_json json{
      {"at_us", step.at.count()}, {"gap_us", (step.at - before).count()}, {"do", action_name(step.action)}};
  if (const auto bytes = sent_bytes(*timeline.program, step.action); !bytes.empty()) {
    json["bytes"] = bytes.size();
    json["body_bytes"] = heard.body_bytes();
    add_bytes(json, bytes);
  }
  add_limits(json, *timeline.program, step.action);
  if (heard.events.empty()) return json;
  json["events"] = ordered_json::array();
  for (const auto& event : heard.events)
    json["events"].push_back(event_json(event));
  return json;
}

ordered_json steps_json(const Timeline& timeline) {
  auto steps = ordered_json::array();
  for (std::size_t index = 0; index < timeline.program->steps.size(); ++index)
    steps.push_back(step_json(timeline, index));
  return steps;
}

ordered_json faults_json(const std::vector<PlacedFault>& faults) {
  auto list = ordered_json::array();
  for (const auto& fault : faults) {
    list.push_back({{"fault", fault.text}, {"hit", fault.is_hit}});
    if (fault.step) list.back()["step"] = *fault.step;
  }
  return list;
}

ordered_json ending_json(const TimelineEnding& ending) {
  return {{"how", to_string(ending.how)}, {"by", to_string(ending.by)}, {"played", to_string(ending.played)}};
}

ordered_json time_json(const std::optional<std::chrono::microseconds>& time) {
  return time ? ordered_json(time->count()) : ordered_json(nullptr);
}

ordered_json totals_json(const Totals& totals) {
  ordered_json json{{"total_us", totals.total.count()},
                    {"bytes", totals.bytes},
                    {"body_bytes", totals.body_bytes},
                    {"writes", totals.writes},
                    {"events", totals.events},
                    {"deltas", totals.deltas},
                    {"first_byte_us", time_json(totals.first_byte)},
                    {"first_text_us", time_json(totals.first_text)},
                    {"deltas_per_second", nullptr},
                    {"largest_gap_us", totals.largest_gap.count()},
                    {"largest_gap_step", nullptr}};
  if (totals.deltas_per_second) json["deltas_per_second"] = std::round(*totals.deltas_per_second * 1000) / 1000;
  if (totals.slowest_step) json["largest_gap_step"] = *totals.slowest_step;
  return json;
}

/// What the head says; nothing where none comes whole.
void add_head(ordered_json& json, const Heard& heard) {
  json["status"] = heard.head ? ordered_json(heard.head->status) : ordered_json(nullptr);
  json["headers"] = ordered_json::array();
  if (!heard.head) return;
  for (const auto& field : heard.head->fields)
    json["headers"].push_back(ordered_json::array({field.name, field.value}));
}

}  // namespace

ordered_json timeline_json(const Timeline& timeline) {
  ordered_json json{{"tape", timeline.tape},         {"line", timeline.line},
                    {"exchange", timeline.exchange}, {"request", request_json(timeline)},
                    {"answer", timeline.answer},     {"dialect", timeline.dialect},
                    {"reads", timeline.has_reads},   {"instant", timeline.program->is_instant}};
  add_head(json, timeline.heard);
  json["steps"] = steps_json(timeline);
  json["faults"] = faults_json(timeline.faults);
  json["ending"] = ending_json(timeline.ending);
  json["totals"] = totals_json(timeline.totals);
  return json;
}

}  // namespace wiretape::timeline
