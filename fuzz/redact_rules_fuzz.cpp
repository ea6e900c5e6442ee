// Whatever stands in a rules file: rules that patterns can be made of, or mistakes with their places.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "wiretape/core/redact/rules/load_rules.h"
#include "wiretape/core/redact/stream/stream_redactor.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_placed(const text::Diagnostics& mistakes, std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  require(!mistakes.empty());
  for (const auto& mistake : mistakes)
    require(mistake.position.line <= lines && !mistake.found.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto parsed = redact::parse_rules(text, "fuzz.yaml", redact::default_rules());
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&parsed)) {
    require_placed(*mistakes, text);
    return 0;
  }
  const auto patterns = redact::make_patterns(std::get<redact::Rules>(parsed));
  require(redact::redacted_text(text, patterns).size() == text.size());
  return 0;
}
