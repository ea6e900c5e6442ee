#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace wiretape::mockserver {

/// A whole answer of the control plane.
struct ControlAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body{};
  std::string allow{};  ///< for 405: the methods that there are
};

/// A JSON answer. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] ControlAnswer control_json(const nlohmann::ordered_json& body, int status = 200);

/// {"error":{"type","message"}}. The message says what is allowed.
[[nodiscard]] ControlAnswer control_error(int status, std::string_view type, std::string_view message);

}  // namespace wiretape::mockserver
