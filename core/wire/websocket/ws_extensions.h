#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::wire {

/// A parameter of an extension: `name` or `name=value`, the value without its quotes.
struct WsExtensionParameter {
  std::string name;
  std::optional<std::string> value{};

  friend bool operator==(const WsExtensionParameter&, const WsExtensionParameter&) = default;
};

/// An extension as Sec-WebSocket-Extensions offers or accepts it (RFC 6455 section 9.1).
struct WsExtension {
  std::string name;
  std::vector<WsExtensionParameter> parameters{};

  friend bool operator==(const WsExtension&, const WsExtension&) = default;
};

/// The extensions of a field's value, in its order; of several fields, their values joined by commas. Empty elements of
/// the list are passed over. nullopt where it breaks the grammar: names and values, also quoted ones, are tokens.
[[nodiscard]] std::optional<std::vector<WsExtension>> parse_ws_extensions(std::string_view value);

/// An extension as a field's value: "permessage-deflate; client_max_window_bits".
[[nodiscard]] std::string to_field_value(const WsExtension& extension);

}  // namespace wiretape::wire
