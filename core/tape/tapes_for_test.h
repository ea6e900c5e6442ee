#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::tape {

/// The tape that a text holds. Where it holds none the test fails, with what was found in its place.
inline Tape tape_of(std::string_view text) {
  auto loaded = parse_tape(text, "test.yaml");
  if (const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded)) {
    for (const text::Diagnostic& diagnostic : *diagnostics) {
      ADD_FAILURE() << text::to_string(diagnostic);
    }
    return {};
  }
  return std::get<Tape>(std::move(loaded));
}

/// The mistakes in a text, one line each without the file's name. None where it is a tape.
inline std::vector<std::string> mistakes_in(std::string_view text, yaml::LoadLimits limits = {}) {
  std::vector<std::string> lines;
  const auto loaded = parse_tape(text, "", limits);
  if (const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded)) {
    for (const text::Diagnostic& diagnostic : *diagnostics) {
      lines.push_back(text::to_string(diagnostic).substr(1));
    }
  }
  return lines;
}

/// A text `count` times.
inline std::string repeated(std::string_view text, std::size_t count) {
  const std::size_t size = text.size() * count;
  std::string all(text.substr(0, size));
  all.reserve(size);
  while (all.size() < size) {  // doubles: tables of inputs are made at the start of each test's process
    all.append(all, 0, size - all.size());
  }
  return all;
}

/// A tape of one exchange whose members are these lines of flow or block YAML, indented by four.
inline std::string tape_with(std::string_view members) {
  std::string text = "wiretape: 1\nexchanges:\n  -\n";
  std::size_t at = 0;
  while (at < members.size()) {
    const std::size_t end = std::min(members.find('\n', at), members.size());
    text += "    " + std::string(members.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return text;
}

/// The only exchange of tape_with(members).
inline Exchange exchange_of(std::string_view members) {
  Tape tape = tape_of(tape_with(members));
  EXPECT_EQ(tape.exchanges.size(), 1U);
  return tape.exchanges.empty() ? Exchange{} : std::move(tape.exchanges.front());
}

/// What is wrong with tape_with(members). Line 4 of the tape is line 1 of the members, and their columns begin at 5.
inline std::vector<std::string> mistakes_of(std::string_view members) {
  return mistakes_in(tape_with(members));
}

}  // namespace wiretape::tape
