#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/fault/edit/json_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/fault/misfits.h"
#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::fault {
namespace {

constexpr std::array invalid_utf8_parameters{
    FaultParameter{.name = "how",
                   .kind = FaultParameter::Kind::word,
                   .standard = "lone_continuation",
                   .meaning = "what bytes: 80, E2 82, C0 AF, ED A0 80, F4 90 80 80 or FF",
                   .words = "lone_continuation|truncated|overlong|surrogate|too_large|no_such_byte"},
};

// RFC 3629 section 4 allows none of them.
struct Sequence {
  std::string_view how;
  std::string_view bytes;
};
constexpr std::array sequences{
    Sequence{"lone_continuation", "\x80"}, Sequence{"truncated", "\xE2\x82"},         Sequence{"overlong", "\xC0\xAF"},
    Sequence{"surrogate", "\xED\xA0\x80"}, Sequence{"too_large", "\xF4\x90\x80\x80"}, Sequence{"no_such_byte", "\xFF"},
};

/// Where an event's text begins: in its deepest string, or else in its data.
std::optional<std::size_t> text_place(const program::Body& body, std::size_t event, wire::Framing framing) {
  const std::size_t start = body.event_starts[event];
  const auto bytes = std::string_view(body.bytes).substr(start, program::event_end(body, event) - start);
  const auto data = wire::codec_of(framing).data_place(bytes);
  if (!data) return std::nullopt;
  return start + *data + deepest_string(bytes.substr(*data)).value_or(0);
}

/// Puts bytes at a place of the body. A frame of a WebSocket says how long it is: its message is written anew.
void put_bytes(program::Body& body, std::size_t offset, std::string_view bytes, wire::Framing framing) {
  if (framing != wire::Framing::websocket) return program::replace(body, offset, 0, bytes);
  const std::size_t event = program::event_at(body, offset);
  const std::size_t start = body.event_starts[event];
  const auto frame = std::string_view(body.bytes).substr(start, program::event_end(body, event) - start);
  const wire::FramingCodec& codec = wire::codec_of(framing);
  const std::size_t data_start = codec.data_place(frame).value_or(frame.size());
  std::string data(frame.substr(data_start));
  data.insert(offset - start - data_start, bytes);
  program::replace(body, start, frame.size(), codec.with_data(frame, data));
}

FaultResult apply_invalid_utf8(program::Response& response, const FaultCall& call) {
  program::Body& body = response.body;
  std::optional<std::size_t> offset = call.place;
  const auto& place = call.fault.place;
  const bool is_exact = place && use_of(*place) == PlaceUse::of_body;
  const auto framing = call.context.framing;
  if (is_exact && framing == wire::Framing::websocket)
    return Misfit{"a byte among frames, which say how long they are", "a place before a message, such as event=1"};
  if (!is_exact) {
    if (body.event_starts.empty() || !framing) return no_stream();
    const std::size_t event = program::event_from(body, call.place);
    offset = event == body.event_starts.size() ? std::nullopt : text_place(body, event, *framing);
    if (!offset) return no_event_behind();
  }
  const auto bytes = std::ranges::find(sequences, call.arguments().text("how"), &Sequence::how)->bytes;
  put_bytes(body, *offset, bytes, framing.value_or(wire::Framing::sse));
  return {};
}

}  // namespace

extern const FaultType invalid_utf8_fault;
constinit const FaultType invalid_utf8_fault{
    .name = "invalid_utf8",
    .family = "events",
    .summary = "Puts bytes that are no UTF-8 at the byte given, else into the text of the event behind the place.",
    .seen = "Bytes at the beginning of the event's deepest JSON string, the text, that no decoder of UTF-8 takes.",
    .function = BodyFault{apply_invalid_utf8},
    .parameters = invalid_utf8_parameters,
    .places = PlaceUse::of_body,
    .standard_place = "first_text",
};

}  // namespace wiretape::fault
