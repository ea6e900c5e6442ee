#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/convert/import/import_file.h"
#include "wiretape/convert/tape_text.h"
#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::convert {

/// What is told of an imported file, a line each without the file's name.
inline std::vector<std::string> told(const text::Diagnostics& diagnostics) {
  std::vector<std::string> lines;
  for (const text::Diagnostic& diagnostic : diagnostics) {
    lines.push_back(text::to_string(diagnostic).substr(diagnostic.file.size() + 1));
    if (lines.back().starts_with(' ')) lines.back().erase(0, 1);
  }
  return lines;
}

/// A foreign file that was imported, and the tape that came of it, as it is loaded.
struct ImportedForTest {
  std::string text{};
  tape::Tape tape{};
  std::vector<std::string> notes{};

  /// An exchange's answer, where it is of that kind; else the test fails.
  template <class Kind>
  [[nodiscard]] Kind answer(std::size_t at) const {
    const Kind* found = at < tape.exchanges.size() ? std::get_if<Kind>(&tape.exchanges[at].answer) : nullptr;
    if (found == nullptr) ADD_FAILURE() << "exchange " << at << " of\n" << text;
    return found == nullptr ? Kind{} : *found;
  }
};

/// Imports a file of the format that is found out, which must be the one named, and writes and loads the tape.
inline ImportedForTest imported(std::string_view bytes, std::string_view format) {
  ImportedForTest result;
  auto read = import_file("in", bytes);
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&read)) {
    ADD_FAILURE() << text::to_string(*mistakes);
    return result;
  }
  auto named = import_file("in", bytes, find_format(format));
  auto& found = std::get<Imported>(read);
  result.notes = told(found.notes);
  EXPECT_TRUE(std::holds_alternative<Imported>(named) && std::get<Imported>(named).exchanges == found.exchanges);
  auto text = tape_text(std::move(found.exchanges), "in");
  if (const auto* mistakes = std::get_if<text::Diagnostics>(&text)) {
    ADD_FAILURE() << text::to_string(*mistakes);
    return result;
  }
  result.text = std::get<std::string>(std::move(text));
  auto tape = tape::parse_tape(result.text, "test.yaml");
  EXPECT_TRUE(std::holds_alternative<tape::Tape>(tape)) << result.text;
  if (auto* loaded = std::get_if<tape::Tape>(&tape)) result.tape = std::move(*loaded);
  return result;
}

/// Why a file is refused; a failure of the test where it is not.
inline std::vector<std::string> refused(std::string_view bytes, std::string_view format = "") {
  const auto read = import_file("in", bytes, find_format(format));
  const auto* mistakes = std::get_if<text::Diagnostics>(&read);
  EXPECT_NE(mistakes, nullptr);
  return mistakes == nullptr ? std::vector<std::string>() : told(*mistakes);
}

}  // namespace wiretape::convert
