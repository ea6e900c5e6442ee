#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/fault/edit/head_edit.h"
#include "wiretape/core/fault/fault.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::fault {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;

constexpr std::array trailers_parameters{
    FaultParameter{.name = "name",
                   .kind = FaultParameter::Kind::text,
                   .standard = "x-trailer",
                   .meaning = "the name of the trailer field"},
    FaultParameter{.name = "value", .kind = FaultParameter::Kind::text, .standard = "late", .meaning = "its value"},
    FaultParameter{.name = "count",
                   .kind = FaultParameter::Kind::count,
                   .standard = "1",
                   .meaning = "how often it is sent",
                   .least = 1,
                   .most = 10'000},
};

/// Whether it can stand on a line of its own; else what follows would be of the next response.
bool is_field(std::string_view name, std::string_view value) {
  return wire::token_bytes.find_outside(name) == name.npos && is_field_value(value);
}

FaultResult apply_trailers(program::WireDraft& wire, const FaultCall& call) {
  const program::WirePart* trailers = wire.find(program::PartKind::trailers);
  if (trailers == nullptr) return Misfit{"a response without an end in chunked coding", "a whole response in chunks"};
  const FaultArguments& arguments = call.arguments();
  if (!is_field(arguments.text("name"), arguments.text("value"))) {
    return Misfit{"a trailer that is no header field", "a name of letters, digits and '-', and a value in one line"};
  }
  const std::string line = fmt::format("{}: {}\r\n", arguments.text("name"), arguments.text("value"));
  const auto count = static_cast<std::size_t>(arguments.count("count"));
  if (line.size() * count > most_bytes) {
    return Misfit{fmt::format("{} bytes of trailers", line.size() * count), fmt::format("at most {}", most_bytes)};
  }
  std::string lines;
  for (std::size_t index = 0; index < count; ++index)
    lines += line;
  wire.replace(trailers->offset, 0, lines);
  return {};
}

}  // namespace

extern const FaultType trailers_fault;
constinit const FaultType trailers_fault{
    .name = "trailers",
    .family = "HTTP framing",
    .summary = "Sends trailer fields, which nobody asked for, behind the last chunk.",
    .seen = "The whole body, the last chunk, the fields, and the blank line: a sound message.",
    .function = WireFault{apply_trailers},
    .parameters = trailers_parameters,
    .framings = only_bodies,
};

}  // namespace wiretape::fault
