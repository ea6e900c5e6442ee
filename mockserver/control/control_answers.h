#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "wiretape/core/text/diagnostic.h"

namespace wiretape::mockserver {

/// The pieces of a body in their order, each made when it is asked for; "" once there are no more.
using BodyPieces = std::function<std::string()>;

/// An answer of the control plane.
struct ControlAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::string body{};
  std::string allow{};  ///< for 405: the methods that there are
  BodyPieces more{};    ///< what comes after `body`; null: nothing
};

/// An answer that is still to come: is asked again and again until it has one. Must find one in bounded time.
using PendingAnswer = std::function<std::optional<ControlAnswer>()>;

/// A JSON answer. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] ControlAnswer control_json(const nlohmann::ordered_json& body, int status = 200);

/// {"error":{"type","message"}}. The message says what is allowed.
[[nodiscard]] ControlAnswer control_error(int status, std::string_view type, std::string_view message);

/// A mistake as `wiretape check --json` has it: file, line, column, found, expected, hint, and all of it as a message.
[[nodiscard]] nlohmann::ordered_json mistake_json(const text::Diagnostic& mistake);

/// The answer to whoever asks or waits while the server ends.
[[nodiscard]] ControlAnswer control_farewell();

}  // namespace wiretape::mockserver
