#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/sse/sse_parser.h"
#include "wiretape/core/wire/sse/sse_writer.h"

// For tests: what is rendered, read as a client reads it.

namespace wiretape::provider {

/// A stream as it goes over the wire.
inline std::string encode(const Events& events) {
  std::string bytes;
  for (const Event& event : events.events) {
    const auto& data = std::get<DataEvent>(event);
    wire::append_sse_event(bytes, data.name, data.data);
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
  wire::SseParser parser;
  const auto decoder = dialect.read.make_decoder();
  while (true) {
    const wire::SseItem item = parser.next(bytes);
    const auto* event = std::get_if<wire::SseEvent>(&item);
    if (event == nullptr) return heard;
    std::vector<Delta> deltas;
    decoder->decode({event->name, event->data}, deltas);
    heard.add(deltas);
  }
}

}  // namespace wiretape::provider
