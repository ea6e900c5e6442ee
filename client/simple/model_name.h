#pragma once

#include <string>
#include <string_view>

namespace wiretape::client {

/// A model, and who has it.
struct NamedModel {
  std::string provider;  ///< a preset's name
  std::string model;     ///< empty: the preset's default
};

/// Reads a model that carries its provider: "anthropic/claude-haiku-4-5". Where what stands before the first slash is
/// no preset's name, or there is none, it belongs to the model, and the provider is `otherwise`.
[[nodiscard]] NamedModel read_model_name(std::string_view name, std::string_view otherwise);

}  // namespace wiretape::client
