#include "wiretape/core/text/diagnostic.h"

#include <utility>

#include <fmt/format.h>

namespace wiretape::text {

std::string to_string(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (diagnostic.position.line != 0) {
    text += fmt::format(":{}:{}", diagnostic.position.line, diagnostic.position.column);
  }
  text += ": " + diagnostic.found;
  if (!diagnostic.expected.empty()) text += "; expected " + diagnostic.expected;
  if (!diagnostic.hint.empty()) text += "; " + diagnostic.hint;
  return text;
}

std::string to_string(const Diagnostics& diagnostics) {
  std::string text;
  for (const auto& diagnostic : diagnostics)
    text.append(text.empty() ? "" : "\n").append(to_string(diagnostic));
  return text;
}

Diagnostic diagnose(std::string file, const InputError& error) {
  return {std::move(file), {1, error.offset + 1}, error.found, error.expected, error.hint};
}

}  // namespace wiretape::text
