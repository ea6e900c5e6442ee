#include "wiretape/mockserver/serve/fault_arming.h"

#include <memory>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "wiretape/mockserver/answer/session/session_bounds.h"
#include "wiretape/mockserver/serve/listener_plan.h"
#include "wiretape/mockserver/serve/read_plan.h"

namespace wiretape::mockserver {
namespace {

using Mistakes = text::Diagnostics;
using Faults = std::vector<fault::Fault>;

Mistakes mistake(std::string found, std::string expected) {
  return {{"the plan", {1, 1}, std::move(found), std::move(expected), ""}};
}

std::vector<std::string> texts_of(std::span<const fault::Fault> faults) {
  std::vector<std::string> texts;
  texts.reserve(faults.size());
  for (const auto& fault : faults)
    texts.push_back(fault.text);
  return texts;
}

std::optional<ShownPlan> shown(const std::vector<ListenerFault>& faults) {
  if (faults.empty()) return std::nullopt;
  ShownPlan plan;
  for (const auto& fault : faults)
    plan.faults.push_back(text_of(fault));
  return plan;
}

/// Why a session can't have these faults; empty where it can.
Mistakes mistakes_in(const SplitPlan& plan, const std::string& session, const ArmedFaults& armed) {
  if (!plan.of_listener.empty())
    return mistake("a fault of the listener for a session", "no session: it acts on all connections");
  if (session.size() > longest_session_name) return mistake(unfit_session_name(session), expected_session_name());
  if (!plan.of_responses.empty() && !armed.has_room_for(session))
    return mistake(fmt::format("plans for {} sessions already", most_sessions), "one of them, or some disarmed");
  return {};
}

}  // namespace

std::variant<std::vector<std::string>, Mistakes> FaultArming::arm(std::string_view plan,
                                                                  const std::optional<std::string>& session,
                                                                  std::optional<std::uint64_t> requests,
                                                                  std::function<void()> in_force) {
  auto read = read_plan(plan, has_seed_);
  if (auto* mistakes = std::get_if<Mistakes>(&read)) return std::move(*mistakes);
  auto texts = texts_of(std::get<Faults>(read));
  auto split = split_plan(std::get<Faults>(std::move(read)), security_);
  if (auto* error = std::get_if<ListenerPlanError>(&split))
    return mistake(std::move(error->message), "faults that this server can have");
  auto& faults = std::get<SplitPlan>(split);
  if (session) {
    if (auto mistakes = mistakes_in(faults, *session, of_responses_); !mistakes.empty()) return mistakes;
  }
  if (faults.of_responses.empty()) {
    of_responses_.disarm(session);
  } else {
    of_responses_.arm({session, std::make_shared<const WatchedFaults>(std::move(faults.of_responses)), requests});
  }
  if (session) {
    in_force();
  } else {
    of_listener_.arm(std::move(faults.of_listener), std::move(in_force));
  }
  return texts;
}

void FaultArming::disarm(const std::optional<std::string>& session, std::function<void()> in_force) {
  if (session) {
    of_responses_.disarm(session);
    return in_force();
  }
  of_responses_.disarm_all();
  of_listener_.arm({}, std::move(in_force));
}

std::vector<FaultUse> FaultArming::uses_of_listener() const {
  return of_listener_.uses();
}

std::vector<ShownPlan> FaultArming::list(const std::optional<std::string>& session) const {
  std::vector<ShownPlan> plans;
  if (auto of_listener = session ? std::nullopt : shown(of_listener_.list())) plans.push_back(*std::move(of_listener));
  for (const auto& plan : of_responses_.list()) {
    if (!session || plan.session == session)
      plans.push_back({plan.session, texts_of(plan.faults->faults()), plan.requests});
  }
  return plans;
}

}  // namespace wiretape::mockserver
