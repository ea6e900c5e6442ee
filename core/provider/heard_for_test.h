#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/frame_reader.h"
#include "wiretape/core/wire/framing.h"

// For tests: what is rendered, read as a client reads it.

namespace wiretape::provider {

/// A stream as it goes over the wire.
inline std::string encode(const Events& events, wire::Framing framing = wire::Framing::sse) {
  std::string bytes;
  for (const Event& event : events.events) {
    const auto& data = std::get<DataEvent>(event);
    wire::codec_of(framing).append_event(bytes, {.name = data.name, .data = data.data});
  }
  return bytes;
}

/// What a client hears of an answer.
struct Heard {
  Message message;
  bool done = false;
  std::string error;
  std::string undecodable;

  void add(const std::vector<Delta>& deltas) {
    for (const Delta& delta : deltas) {
      message.add(delta);
      if (std::holds_alternative<TerminatorDelta>(delta)) done = true;
      if (const auto* found = std::get_if<ErrorDelta>(&delta)) error = found->message;
      if (const auto* found = std::get_if<UndecodableDelta>(&delta)) undecodable = found->what;
    }
  }
};

inline Heard listen(const Dialect& dialect, std::string_view bytes) {
  Heard heard;
  wire::FrameReader reader(dialect.framing);
  const auto decoder = dialect.read.make_decoder();
  while (true) {
    const wire::FrameItem item = reader.next(bytes);
    const auto* frame = std::get_if<Frame>(&item);
    if (frame == nullptr) return heard;
    std::vector<Delta> deltas;
    decoder->decode(*frame, deltas);
    heard.add(deltas);
  }
}

}  // namespace wiretape::provider
