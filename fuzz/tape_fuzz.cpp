// Any text is a tape or a list of mistakes with places inside it, and costs no more than a fuzzer's limits allow.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

#include "wiretape/core/tape/load/read_tape.h"

namespace {

using wiretape::text::Diagnostic;
using wiretape::text::Diagnostics;

bool is_placed(const Diagnostic& diagnostic, std::size_t lines) {
  return diagnostic.position.line >= 1 && diagnostic.position.line <= lines && diagnostic.position.column >= 1 &&
         !diagnostic.found.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto loaded = wiretape::tape::parse_tape(text, "fuzz.yaml", {.nodes = 10'000});
  if (const auto* diagnostics = std::get_if<Diagnostics>(&loaded)) {
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    const bool all_placed =
        std::ranges::all_of(*diagnostics, [&](const Diagnostic& diagnostic) { return is_placed(diagnostic, lines); });
    if (diagnostics->empty() || !all_placed) std::abort();
  }
  return 0;
}
