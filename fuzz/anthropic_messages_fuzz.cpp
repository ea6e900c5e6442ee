// Any bytes may come as frames of an `anthropic.messages` stream, or as a whole answer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape::provider;

// Only `message_stop` ends a stream; nothing else that a gateway adds may pass for it.
void require_true_terminator(const Frame& frame, const std::vector<Delta>& deltas) {
  if (deltas.empty() || !std::holds_alternative<TerminatorDelta>(deltas.front())) return;
  require(deltas.size() == 1);
  if (frame.data.find('\\') != std::string_view::npos) return;  // a name with escapes is another one for nlohmann
  const auto event = nlohmann::json::parse(frame.data, nullptr, false);
  if (event.is_object()) require(event.value("type", nlohmann::json()) == "message_stop");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  decode_stream(anthropic_messages, lines, require_true_terminator);
  decode_answers(anthropic_messages, text);
  annotate(anthropic_messages, lines);
  return 0;
}
