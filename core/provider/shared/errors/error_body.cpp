#include "wiretape/core/provider/shared/errors/error_body.h"

#include <optional>

#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/text/byte_order_mark.h"
#include "wiretape/core/wire/body_layout.h"
#include "wiretape/core/wire/frame_reader.h"

//   body   = value | event stream of values | lines of values | anything else; words_of_error.cpp has `value`

namespace wiretape::provider {
namespace {

/// The first frame that says something, the terminator apart.
std::optional<ErrorWords> words_of_frames(std::string_view body, wire::Framing framing) {
  const std::string ended = std::string(body) + "\n\n";  // what ends it may be missing
  std::string_view rest = ended;
  wire::FrameReader reader(framing);
  for (;;) {
    const auto item = reader.next(rest);
    const auto* frame = std::get_if<wire::Frame>(&item);
    if (frame == nullptr) return std::nullopt;
    const auto data = without_blanks(frame->data);
    if (data.empty() || data == "[DONE]") continue;
    const auto words = words_or_text_of_error(data).value_or(ErrorWords{plain_error_message(data), "", "", ""});
    if (!words.message.empty()) return words;
  }
}

std::optional<ErrorWords> words_of_stream(std::string_view body) {
  switch (wire::LayoutSniffer().look(body)) {
    case wire::BodyLayout::events:
      return words_of_frames(body, wire::Framing::sse);
    case wire::BodyLayout::lines:
      return words_of_frames(body, wire::Framing::ndjson);
    default:
      return std::nullopt;
  }
}

}  // namespace

ErrorWords read_error_body(std::string_view body) {
  body = text::without_byte_order_mark(body);
  if (auto words = words_or_text_of_error(body)) return *std::move(words);
  if (auto words = words_of_stream(body)) return *std::move(words);
  return {plain_error_message(body), "", "", ""};
}

}  // namespace wiretape::provider
