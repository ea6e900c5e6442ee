#include "wiretape/mockserver/control/control_faults.h"

#include <atomic>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace wiretape::mockserver {
namespace {

using nlohmann::ordered_json;

ControlAnswer bad_plan(const text::Diagnostics& mistakes) {
  auto list = ordered_json::array();
  for (const auto& mistake : mistakes) {
    list.push_back({{"line", mistake.position.line},
                    {"column", mistake.position.column},
                    {"found", mistake.found},
                    {"expected", mistake.expected},
                    {"hint", mistake.hint}});
  }
  ordered_json error{{"type", "bad_plan"}, {"message", to_string(mistakes)}, {"mistakes", std::move(list)}};
  return control_json({{"error", std::move(error)}}, 422);
}

/// An answer that comes once something is in force: what to call then, and what to ask.
struct AnswerInForce {
  std::shared_ptr<std::atomic<bool>> is_in_force = std::make_shared<std::atomic<bool>>(false);

  [[nodiscard]] std::function<void()> call() const {
    return [is = is_in_force] { *is = true; };
  }
  [[nodiscard]] std::variant<ControlAnswer, PendingAnswer> with(ControlAnswer answer) const {
    if (*is_in_force) return answer;
    return [is = is_in_force, answer = std::move(answer)] { return *is ? std::optional(answer) : std::nullopt; };
  }
};

}  // namespace

std::variant<ControlAnswer, PendingAnswer> arm_faults(FaultArming& faults, const std::optional<std::string>& session,
                                                      std::optional<std::uint64_t> requests, std::string_view body) {
  const AnswerInForce once;
  const auto armed = faults.arm(body, session, requests, once.call());
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&armed)) return bad_plan(*mistakes);
  return once.with(control_json({{"armed", std::get<std::vector<std::string>>(armed)}}));
}

ControlAnswer list_faults(const FaultArming& faults, const std::optional<std::string>& session) {
  auto plans = ordered_json::array();
  for (const auto& plan : faults.list(session)) {
    ordered_json json{{"session", nullptr}, {"faults", plan.faults}, {"requests", nullptr}};
    if (plan.session) json["session"] = *plan.session;
    if (plan.requests) json["requests"] = *plan.requests;
    plans.push_back(std::move(json));
  }
  return control_json({{"armed", std::move(plans)}});
}

std::variant<ControlAnswer, PendingAnswer> disarm_faults(FaultArming& faults,
                                                         const std::optional<std::string>& session) {
  const AnswerInForce once;
  faults.disarm(session, once.call());
  return once.with(control_json({{"armed", ordered_json::array()}}));
}

}  // namespace wiretape::mockserver
