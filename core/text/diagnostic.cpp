#include "wiretape/core/text/diagnostic.h"

#include <fmt/format.h>

namespace wiretape::tape {

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

}  // namespace wiretape::tape
