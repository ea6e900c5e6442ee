// Any bytes may come as lines of a stream of Ollama's, of either endpoint, or as a whole answer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/ollama/ollama.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape::provider;

// Only a line that is done ends a stream, and nothing is said behind it.
void require_true_terminator(const Frame& frame, const std::vector<Delta>& deltas) {
  if (deltas.empty() || !std::holds_alternative<TerminatorDelta>(deltas.back())) return;
  if (frame.data.find('\\') != std::string_view::npos) return;  // a name with escapes is another one for nlohmann
  const auto line = nlohmann::json::parse(frame.data, nullptr, false);
  if (line.is_object()) require(line.value("done", nlohmann::json()) == true);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  decode_stream(ollama_chat, lines, require_true_terminator);
  decode_answers(ollama_chat, text);
  annotate(ollama_generate, lines);
  return 0;
}
