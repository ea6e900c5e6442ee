#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/mockserver/control/control_answers.h"
#include "wiretape/mockserver/control/control_http.h"
#include "wiretape/mockserver/control/control_routes.h"

namespace wiretape::mockserver {

/// Arms the plan in `body` for a session, or for every session: in force once the answer is given. `requests`: how many
/// it is to meet. Faults of the listener take the place of those armed before; they belong to no session.
[[nodiscard]] std::variant<ControlAnswer, PendingAnswer> arm_faults(const ControlSources& sources,
                                                                    const std::optional<std::string>& session,
                                                                    std::optional<std::uint64_t> requests,
                                                                    std::string_view body);

/// What is armed for responses.
[[nodiscard]] ControlAnswer list_faults(const ControlSources& sources, const std::optional<std::string>& session);

/// Disarms the session's plan; without a session that for every session, and the listener's faults.
[[nodiscard]] std::variant<ControlAnswer, PendingAnswer> disarm_faults(const ControlSources& sources,
                                                                       const std::optional<std::string>& session);

}  // namespace wiretape::mockserver
