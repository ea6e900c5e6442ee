#pragma once

#include <cstdint>

namespace wiretape::provider {

/// Which of Ollama's two answers it is: they differ in where the text stands.
enum class OllamaEndpoint : std::uint8_t {
  chat,      ///< in a `message`
  generate,  ///< in `response`
};

}  // namespace wiretape::provider
