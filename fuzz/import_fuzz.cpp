// Any bytes, as the format that they look like and as each there is, give exchanges that make a tape which loads, or
// mistakes that say something; and nothing is thrown.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/convert/import/import_file.h"
#include "wiretape/convert/tape_text.h"
#include "wiretape/core/tape/load/read_tape.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

void require_told(const text::Diagnostics& mistakes) {
  require(!mistakes.empty());
  for (const auto& mistake : mistakes)
    require(!mistake.found.empty());
}

void import_as(std::string_view bytes, const convert::Format* format) {
  auto imported = convert::import_file("fuzz", bytes, format);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&imported)) return require_told(*mistakes);
  auto& exchanges = std::get<convert::Imported>(imported).exchanges;
  require(!exchanges.empty());
  const auto text = convert::tape_text(std::move(exchanges), "fuzz");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&text)) return require_told(*mistakes);
  require(std::holds_alternative<tape::Tape>(tape::parse_tape(std::get<std::string>(text), "fuzz")));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  import_as(bytes, nullptr);
  for (const convert::Format* format : convert::all_formats())
    import_as(bytes, format);
  return 0;
}
