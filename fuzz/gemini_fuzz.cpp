// Any bytes may come as frames of a `gemini` stream, or as a whole answer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/gemini/gemini.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape::provider;

// A stream has no terminator.
void require_no_terminator(const Frame& /*frame*/, const std::vector<Delta>& deltas) {
  for (const Delta& delta : deltas)
    require(!std::holds_alternative<TerminatorDelta>(delta));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  decode_stream(gemini, lines, require_no_terminator);
  decode_answers(gemini, text);
  annotate(gemini, lines);
  return 0;
}
