// Any bytes may come as frames of an `openai.chat` stream, or as a whole answer.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/delta_text_for_test.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"

#include "fuzz/dialect_promises.h"

namespace {

using namespace wiretape::provider;

// Deltas that depend on the frame alone.
std::vector<std::string> stateless(const std::vector<Delta>& deltas) {
  std::vector<std::string> described;
  for (const Delta& delta : deltas) {
    const bool stateful = std::holds_alternative<MetadataDelta>(delta) || std::holds_alternative<ToolCallDelta>(delta);
    if (!stateful) described.push_back(describe(delta));
  }
  return described;
}

// A decoder that has seen other frames says what a fresh one says.
void compare_with_fresh(const Frame& frame, const std::vector<Delta>& deltas) {
  std::vector<Delta> fresh_deltas;
  const auto fresh = openai_chat.read.make_decoder();
  fresh->decode(frame, fresh_deltas);
  require(stateless(deltas) == stateless(fresh_deltas));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::vector<std::string> lines = lines_of(text);
  // Halves of characters depend on what came before, and so do messages, which count where nothing was said.
  const bool is_stateful = text.find("\\u") != std::string_view::npos || text.find("message") != std::string_view::npos;
  decode_stream(openai_chat, lines, [&](const Frame& frame, const std::vector<Delta>& deltas) {
    if (!is_stateful) compare_with_fresh(frame, deltas);
  });
  decode_answers(openai_chat, text);
  annotate(openai_chat, lines);
  return 0;
}
