#include "wiretape/mockserver/control/control_faults.h"

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "wiretape/mockserver/control/read_plan.h"
#include "wiretape/mockserver/serve/listener_plan.h"

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

ControlAnswer bad_plan(const tape::Diagnostics& mistakes) {
  auto list = ordered_json::array();
  std::string message;
  for (const auto& mistake : mistakes) {
    list.push_back({{"line", mistake.position.line},
                    {"column", mistake.position.column},
                    {"found", mistake.found},
                    {"expected", mistake.expected},
                    {"hint", mistake.hint}});
    message.append(message.empty() ? "" : "\n").append(to_string(mistake));
  }
  ordered_json error{{"type", "bad_plan"}, {"message", std::move(message)}, {"mistakes", std::move(list)}};
  return control_json({{"error", std::move(error)}}, 422);
}

ordered_json texts_of(const std::vector<program::Fault>& faults) {
  auto texts = ordered_json::array();
  for (const auto& fault : faults)
    texts.push_back(fault.text);
  return texts;
}

/// Hands faults to the listener, and answers once they are in force.
PendingAnswer answer_when_armed(const ControlSources& sources, std::vector<ListenerFault> faults,
                                ControlAnswer answer) {
  const auto is_armed = std::make_shared<std::atomic<bool>>(false);
  sources.arm_listener(std::move(faults), [is_armed] { *is_armed = true; });
  return [is_armed, answer = std::move(answer)]() -> std::optional<ControlAnswer> {
    return *is_armed ? std::optional(answer) : std::nullopt;
  };
}

}  // namespace

std::variant<ControlAnswer, PendingAnswer> arm_faults(const ControlSources& sources,
                                                      const std::optional<std::string>& session,
                                                      std::optional<std::uint64_t> requests, std::string_view body) {
  auto faults = read_plan(body, sources.has_seed);
  if (const auto* mistakes = std::get_if<tape::Diagnostics>(&faults)) return bad_plan(*mistakes);
  const auto texts = texts_of(std::get<std::vector<program::Fault>>(faults));
  auto split = split_plan(std::get<std::vector<program::Fault>>(std::move(faults)), sources.security);
  if (const auto* error = std::get_if<ListenerPlanError>(&split)) return control_error(422, "bad_plan", error->message);
  auto& [of_listener, of_responses] = std::get<SplitPlan>(split);
  if (session && !of_listener.empty()) {
    return control_error(422, "bad_plan", "a fault of the listener belongs to no session; POST it to /faults");
  }
  if (of_responses.empty() && of_listener.empty()) {
    sources.responder.armed().disarm(session);
  } else if (!of_responses.empty()) {
    auto shared = std::make_shared<const std::vector<program::Fault>>(std::move(of_responses));
    sources.responder.armed().arm({session, std::move(shared), requests});
  }
  auto answer = control_json({{"armed", texts}});
  if (of_listener.empty()) return answer;
  return answer_when_armed(sources, std::move(of_listener), std::move(answer));
}

ControlAnswer list_faults(const ControlSources& sources, const std::optional<std::string>& session) {
  auto plans = ordered_json::array();
  for (const auto& plan : sources.responder.armed().list()) {
    if (session && plan.session != session) continue;
    ordered_json json{{"session", nullptr}, {"faults", texts_of(*plan.faults)}, {"requests", nullptr}};
    if (plan.session) json["session"] = *plan.session;
    if (plan.requests) json["requests"] = *plan.requests;
    plans.push_back(std::move(json));
  }
  return control_json({{"armed", std::move(plans)}});
}

std::variant<ControlAnswer, PendingAnswer> disarm_faults(const ControlSources& sources,
                                                         const std::optional<std::string>& session) {
  sources.responder.armed().disarm(session);
  auto answer = control_json({{"armed", ordered_json::array()}});
  if (session || !sources.arm_listener) return answer;
  return answer_when_armed(sources, {}, std::move(answer));
}

}  // namespace wiretape::mockserver
