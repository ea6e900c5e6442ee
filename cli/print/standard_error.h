#pragma once

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace wiretape::cli {

/// Writes a message to standard error, whole and at once, what a terminal would obey in it replaced (see printable).
/// Where that can't be written there is nobody left to tell.
void tell(std::string_view message);

/// The same, formatted first.
template <class... Values>
requires(sizeof...(Values) > 0) void tell(fmt::format_string<Values...> format, Values&&... values) {
  tell(std::string_view(fmt::format(format, std::forward<Values>(values)...)));
}

}  // namespace wiretape::cli
