#include "cli/print/said_words.h"

#include <fmt/format.h>

namespace wiretape::cli {
namespace {

using timeline::Said;
using Kind = timeline::Said::Kind;

std::string call_words(const Said& said, Shorten shorten) {
  const auto call = fmt::format("tool call {}", said.number.value_or(0));
  const auto named = said.name.empty() ? call : fmt::format("{} {}", call, shorten(said.name));
  return said.text.empty() ? named : fmt::format("{} \"{}\"", named, shorten(said.text));
}

std::string words_without_choice(const Said& said, Shorten shorten) {
  switch (said.kind) {
    case Kind::tool_call:
      return call_words(said, shorten);
    case Kind::block:
      return said.number ? fmt::format("block {} goes on", *said.number) : fmt::format("block {}", shorten(said.text));
    case Kind::encrypted_reasoning:
      return "encrypted reasoning";
    case Kind::finish:
    case Kind::usage:
      return fmt::format("{} {}", to_string(said.kind), shorten(said.text));
    case Kind::unreadable:
      return fmt::format("unreadable: {}", shorten(said.text));
    case Kind::terminator:
      return "terminator";
    case Kind::other:
      return shorten(said.text);
    default:
      return fmt::format("{} \"{}\"", to_string(said.kind), shorten(said.text));
  }
}

}  // namespace

std::string said_words(const Said& said, Shorten shorten) {
  const auto words = words_without_choice(said, shorten);
  return said.choice == 0 ? words : fmt::format("{} of choice {}", words, said.choice);
}

}  // namespace wiretape::cli
