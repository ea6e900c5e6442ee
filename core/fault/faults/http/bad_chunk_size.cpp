#include <array>
#include <string>
#include <string_view>

#include "wiretape/core/fault/fault.h"

namespace wiretape::fault {
namespace {

constexpr std::array bad_chunk_size_parameters{
    FaultParameter{
        .name = "how",
        .kind = FaultParameter::Kind::word,
        .standard = "word",
        .meaning = "what stands there: no number, one with a sign, one above 64 bits, nothing, or 0x before it",
        .words = "word|negative|overflow|empty|hex_prefix"},
};

/// A size line in the place of a sound one.
std::string bad_line(std::string_view line, std::string_view how) {
  if (how == "negative") return "-" + std::string(line);
  if (how == "overflow") return "1" + std::string(16, '0') + "\r\n";  // 2^64
  if (how == "empty") return "\r\n";
  if (how == "hex_prefix") return "0x" + std::string(line);
  return "size\r\n";
}

FaultResult apply_bad_chunk_size(program::WireDraft& wire, const FaultCall& call) {
  const std::size_t index = wire.chunk_at(call.place);
  if (index == wire.parts.size()) return Misfit{"a response without chunks", "a response in chunked coding"};
  const program::WirePart line = wire.parts[index];
  const std::string sound = wire.bytes.substr(line.offset, line.length);
  wire.parts[index].kind = program::PartKind::malformed;
  wire.replace(line.offset, line.length, bad_line(sound, call.arguments().text("how")));
  wire.break_framing();
  return {};
}

}  // namespace

extern const FaultType bad_chunk_size_fault;
constinit const FaultType bad_chunk_size_fault{
    .name = "bad_chunk_size",
    .family = "HTTP framing",
    .summary = "Puts something that is no size into the size line of the chunk that holds the place.",
    .seen = "All earlier chunks, a size line that can't be read, then the rest as it should be, and a FIN.",
    .function = WireFault{apply_bad_chunk_size},
    .parameters = bad_chunk_size_parameters,
    .places = PlaceUse::of_wire,
    .standard_place = "before_finish",
    .framings = only_bodies,
};

}  // namespace wiretape::fault
