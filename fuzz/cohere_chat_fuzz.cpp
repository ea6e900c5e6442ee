// Any bytes may come as frames of a `cohere.chat` stream, of either version, or as a whole answer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/cohere_chat/cohere_chat.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape::provider;

// `[DONE]` ends a stream, and of version 1 the line that says so.
void require_true_terminator(const Frame& frame, const std::vector<Delta>& deltas) {
  if (deltas.empty() || !std::holds_alternative<TerminatorDelta>(deltas.back())) return;
  const bool is_sentinel = frame.data.find("[DONE]") != std::string_view::npos;
  require(is_sentinel || frame.data.find("stream-end") != std::string_view::npos ||
          frame.data.find('\\') != std::string_view::npos || frame.name == "stream-end");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  decode_stream(cohere_chat, lines, require_true_terminator);
  decode_answers(cohere_chat, text);
  annotate(cohere_chat, lines);
  return 0;
}
