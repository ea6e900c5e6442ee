#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {

/// Why a fault that speaks the provider's language can't act: nobody knows which one that is.
[[nodiscard]] Misfit no_dialect();

/// Gives each event the data that `edit` makes of its own; nullopt leaves it alone, an empty text takes the event out.
/// Returns how many events that were.
std::size_t edit_datas(provider::Events& events,
                       const std::function<std::optional<std::string>(std::string_view data)>& edit);

/// Which events end the stream in the dialect's way: indices, in order.
[[nodiscard]] std::vector<std::size_t> terminators_in(const provider::Events& events, const provider::Dialect& dialect);

}  // namespace wiretape::fault
