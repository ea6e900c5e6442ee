#include "wiretape/core/fault/plan/fault_table.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/fault/faults/registry.h"
#include "wiretape/core/fault/plan/fault_values.h"

namespace wiretape::fault {
namespace {

struct StageName {
  std::string_view operator()(const ListenerFault&) const { return "the listener"; }
  std::string_view operator()(const ReplyFault&) const { return "the whole answer"; }
  std::string_view operator()(const EventsFault&) const { return "events"; }
  std::string_view operator()(const BodyFault&) const { return "the body"; }
  std::string_view operator()(const WireFault&) const { return "the wire"; }
};

char capital(std::string_view word) {
  const char first = word.front();
  return first >= 'a' && first <= 'z' ? static_cast<char>(first - 'a' + 'A') : first;
}

std::string place_text(const FaultType& type) {
  constexpr std::array<std::string_view, 4> uses{"none", "of events", "of the body", "of the wire"};
  const std::string_view use = uses[static_cast<std::size_t>(type.places)];
  if (type.places == PlaceUse::none) return std::string(use);
  return fmt::format("{}; `{}` where none is given", use, type.standard_place);
}

std::string standard_text(const FaultParameter& parameter) {
  if (parameter.is_required) return "required";
  return parameter.standard.empty() ? "" : fmt::format("`{}`", parameter.standard);
}

void append_parameters(std::string& out, const FaultType& type) {
  if (type.parameters.empty()) return;
  out += "\n| key | what | value | without it |\n| --- | --- | --- | --- |\n";
  for (const FaultParameter& parameter : type.parameters) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", parameter.name, parameter.meaning, describe(parameter),
                       standard_text(parameter));
  }
}

/// In whose streams it can act, where that is not all of them.
std::string framing_text(const FaultType& type) {
  std::string text;
  for (const wire::Framing framing : type.framings)
    text.append(text.empty() ? " Framing: " : ", ").append(wire::codec_of(framing).name);
  return text.empty() ? text : text + ".";
}

void append_fault(std::string& out, const FaultType& type) {
  out += fmt::format("\n#### `{}`\n\n{}\n\n- Stage: {}. Place: {}.{}\n- A client sees: {}\n", type.name, type.summary,
                     std::visit(StageName{}, type.function), place_text(type), framing_text(type), type.seen);
  append_parameters(out, type);
}

}  // namespace

std::string fault_table() {
  std::string out;
  std::string_view family;
  for (const FaultType* type : all_faults()) {
    if (type->family != family) {
      family = type->family;
      out += fmt::format("{}### {}{}\n", out.empty() ? "" : "\n", capital(family), family.substr(1));
    }
    append_fault(out, *type);
  }
  return out;
}

}  // namespace wiretape::fault
