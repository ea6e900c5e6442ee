#include <array>
#include <string>

#include <fmt/format.h>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array hang_parameters{
    FaultParameter{.name = "comments",
                   .kind = FaultParameter::Kind::duration,
                   .standard = "",
                   .meaning = "send a comment, the keep-alive of event streams, so often meanwhile",
                   .least = 1'000,
                   .most = 86'400'000'000},
    FaultParameter{.name = "comment",
                   .kind = FaultParameter::Kind::text,
                   .standard = " ping",
                   .meaning = "the text of that comment"},
};

/// A comment as one chunk where there are chunks.
std::string framed_comment(const program::WireDraft& wire, const wire::FramingCodec& codec, std::string_view text) {
  std::string comment;
  codec.append_comment(comment, text);
  if (wire.framing != wire::HttpFraming::Kind::chunked) return comment;
  return fmt::format("{:x}\r\n{}\r\n", comment.size(), comment);
}

/// Whether a comment can stand before a place: between two chunks, or in a body that ends with the connection.
bool can_hold_comment(const program::WireDraft& wire, std::size_t place) {
  const wire::Ending ending = wire.ending_at(place);
  return ending == wire::Ending::cut_between_chunks || ending == wire::Ending::closed;
}

FaultResult apply_hang(program::WireDraft& wire, const FaultCall& call) {
  const FaultArguments& arguments = call.arguments();
  if (!arguments.has("comments")) {
    // A client that has a whole response does not wait for more.
    const wire::Ending here = wire.ending_at(call.place);
    wire.cut(call.place, program::HangAction{}, here == wire::Ending::complete ? here : wire::Ending::timed_out);
    return {};
  }
  const wire::FramingCodec& codec = wire::codec_of(call.context.framing.value_or(wire::Framing::sse));
  if (codec.append_comment == nullptr) {
    return Misfit{fmt::format("comments in a stream of {}", codec.name), "hang without `comments`"};
  }
  if (!can_hold_comment(wire, call.place)) {
    return Misfit{"a place where no comment can stand",
                  "a place between two chunks, such as the beginning of an event"};
  }
  const auto every = arguments.duration("comments");
  wire.cut(call.place, program::Repeat{framed_comment(wire, codec, arguments.text("comment")), every},
           wire::Ending::timed_out);
  wire.close_at += every;
  return {};
}

}  // namespace

extern const FaultType hang_fault;
constinit const FaultType hang_fault{
    .name = "hang",
    .family = "stalls",
    .summary = "Falls silent before the place for ever, with the connection open; or sends nothing but comments.",
    .seen = "All earlier bytes, then nothing (or comments) until the client gives up.",
    .function = WireFault{apply_hang},
    .parameters = hang_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .group = "ending",
};

}  // namespace wiretape::fault
