#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace wiretape::text {

/// The value as compact JSON text, of either kind of tree; what is no UTF-8 becomes U+FFFD. For .cpp files only.
template <class Json>
[[nodiscard]] std::string write_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace wiretape::text
