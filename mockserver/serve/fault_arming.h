#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/mockserver/answer/session/armed_faults.h"
#include "wiretape/mockserver/serve/armed_listener_faults.h"

namespace wiretape::mockserver {

/// What is armed for a session, or for every session, as a plan writes it.
struct ShownPlan {
  std::optional<std::string> session;  ///< absent: every session, or the listener
  std::vector<std::string> faults;
  std::optional<std::uint64_t> requests{};  ///< how many more it may meet; absent: any number
};

/// The one way to arm a server's faults while it serves, to see them and to disarm them: plans for a session or for
/// every session, those for every session with the faults of the listener in them. Thread safe; what it arms on must
/// outlive it.
class FaultArming {
 public:
  /// `has_seed`: the server has one, so that `probability` needs none of its own.
  FaultArming(ArmedFaults& of_responses, ArmedListenerFaults& of_listener, net::Security security, bool has_seed)
      : of_responses_(of_responses), of_listener_(of_listener), security_(security), has_seed_(has_seed) {}

  /// Arms a plan, in any form that read_plan reads, in the place of what was armed for the session, or for every
  /// session; one without faults disarms that. `requests`: how many the faults of responses are to meet. Returns the
  /// faults, each as a plan writes it, and calls `in_force`, on any thread, once they are; with a mistake nothing is
  /// armed.
  [[nodiscard]] std::variant<std::vector<std::string>, text::Diagnostics> arm(std::string_view plan,
                                                                              const std::optional<std::string>& session,
                                                                              std::optional<std::uint64_t> requests,
                                                                              std::function<void()> in_force);

  /// Disarms the plan of a session; without a session all that list() shows. Calls `in_force` as arm() does.
  void disarm(const std::optional<std::string>& session, std::function<void()> in_force);

  /// The faults of the listener that were ever armed (ArmedListenerFaults::uses).
  [[nodiscard]] std::vector<FaultUse> uses_of_listener() const;

  /// The plans that are armed, or that of one session. Faults of the listener come first, as a plan of their own.
  [[nodiscard]] std::vector<ShownPlan> list(const std::optional<std::string>& session = {}) const;

 private:
  ArmedFaults& of_responses_;
  ArmedListenerFaults& of_listener_;
  net::Security security_;
  bool has_seed_;
};

}  // namespace wiretape::mockserver
