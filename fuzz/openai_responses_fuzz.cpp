// Any bytes may come as frames of an `openai.responses` stream, or as a whole answer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/openai_responses/openai_responses.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape::provider;

// Only the provider's own last events end a stream; nothing else that a gateway adds may pass for one.
void require_true_terminator(const Frame& frame, const std::vector<Delta>& deltas) {
  if (deltas.empty() || !std::holds_alternative<TerminatorDelta>(deltas.back())) return;
  if (frame.data.find('\\') != std::string_view::npos) return;  // a name with escapes is another one for nlohmann
  const auto event = nlohmann::json::parse(frame.data, nullptr, false);
  if (!event.is_object()) return;
  const auto type = event.value("type", nlohmann::json());
  require(type == "response.completed" || type == "response.incomplete" || type == "response.cancelled");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  decode_stream(openai_responses, lines, require_true_terminator);
  decode_answers(openai_responses, text);
  annotate(openai_responses, lines);
  return 0;
}
