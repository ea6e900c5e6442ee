#pragma once

#include <span>
#include <string_view>

namespace wiretape::client {

/// What is known of a hosted provider.
struct Preset {
  std::string_view name;               ///< as `--provider` takes it
  std::string_view dialect;            ///< provider::Dialect::name
  std::string_view base_url;           ///< up to, but without, Dialect::path_below_base
  std::string_view key_variable;       ///< environment variable with the key
  std::string_view base_url_variable;  ///< environment variable that overrides base_url
  std::string_view default_model;      ///< empty: the caller must name one
  bool sends_terminator;               ///< whether every stream that went well ends in the dialect's terminator
};

/// All presets; the first is the default.
[[nodiscard]] std::span<const Preset> all_presets();

/// The preset of that name, or nullptr.
[[nodiscard]] const Preset* find_preset(std::string_view name);

}  // namespace wiretape::client
