#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wiretape::tape {

/// The names and values of a query, in order, percent-decoded and with "+" as a blank (WHATWG URL section 5.1). What
/// is no encoding stays as it is: a query is only looked at here, never passed on.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> query_parameters(std::string_view query);

}  // namespace wiretape::tape
