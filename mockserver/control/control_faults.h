#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/mockserver/control/control_answers.h"
#include "wiretape/mockserver/serve/fault_arming.h"

namespace wiretape::mockserver {

/// Arms the plan in `body` for a session, or for every session: in force once the answer is given. `requests`: how many
/// it is to meet.
[[nodiscard]] std::variant<ControlAnswer, PendingAnswer> arm_faults(FaultArming& faults,
                                                                    const std::optional<std::string>& session,
                                                                    std::optional<std::uint64_t> requests,
                                                                    std::string_view body);

/// What is armed.
[[nodiscard]] ControlAnswer list_faults(const FaultArming& faults, const std::optional<std::string>& session);

/// Disarms the session's plan; without a session all that is armed. Done once the answer is given.
[[nodiscard]] std::variant<ControlAnswer, PendingAnswer> disarm_faults(FaultArming& faults,
                                                                       const std::optional<std::string>& session);

}  // namespace wiretape::mockserver
