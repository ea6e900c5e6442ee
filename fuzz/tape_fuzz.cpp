// Any text is a tape, or several that were sent, or a list of mistakes with places inside it, and costs no more than a
// fuzzer's limits allow. The comments of a tape are all in its canonical form.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/compile/sent_tapes.h"
#include "wiretape/core/tape/emit/emit.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/core/yaml/comments/place_comments.h"

namespace {

using wiretape::tape::Tape;
using wiretape::text::Diagnostic;
using wiretape::text::Diagnostics;
using wiretape::yaml::PlacedComment;

bool is_placed(const Diagnostic& diagnostic, std::size_t lines) {
  return diagnostic.position.line >= 1 && diagnostic.position.line <= lines && diagnostic.position.column >= 1 &&
         !diagnostic.found.empty();
}

std::vector<std::string> sorted_texts(const std::vector<PlacedComment>& comments) {
  std::vector<std::string> texts;
  for (const PlacedComment& comment : comments)
    texts.push_back(comment.text);
  std::ranges::sort(texts);
  return texts;
}

void check_comments(std::string_view text, const Tape& tape) {
  const auto comments = wiretape::yaml::place_comments(text);
  if (!comments) return;
  const std::string emitted = wiretape::tape::emit_tape(tape, *comments);
  const auto again = wiretape::yaml::place_comments(emitted);  // nullopt: aliases, written out, are above the limits
  if (again && sorted_texts(*again) != sorted_texts(*comments)) std::abort();
}

template <class Loaded>
void check_places(const Loaded& loaded, std::string_view text) {
  const auto* diagnostics = std::get_if<Diagnostics>(&loaded);
  if (diagnostics == nullptr) return;
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  const bool all_placed =
      std::ranges::all_of(*diagnostics, [&](const Diagnostic& diagnostic) { return is_placed(diagnostic, lines); });
  if (diagnostics->empty() || !all_placed) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto loaded = wiretape::tape::parse_tape(text, "fuzz.yaml", {.nodes = 10'000});
  check_places(loaded, text);
  if (const auto* tape = std::get_if<Tape>(&loaded)) check_comments(text, *tape);
  check_places(wiretape::compile::read_sent_tapes(text, "fuzz.yaml", {.nodes = 10'000}), text);
  return 0;
}
