#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/convert/recording.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// What comes of a foreign file.
struct Imported {
  std::vector<tape::Exchange> exchanges{};
  text::Diagnostics notes{};  ///< what was mended, what was left out, and why
};

/// Gathers what the reader of a format finds. Not thread safe.
class Importer {
 public:
  /// `file`: what notes call it.
  explicit Importer(std::string file) : file_(std::move(file)) {}

  /// What comes is of this part of the file: "entry 3".
  void begin(std::string place) { place_ = std::move(place); }

  /// Tells something of that part; `hint` says what to do about it, and may be empty.
  void note(std::string_view what, std::string hint = "");

  /// Takes a recorded exchange: masks its secrets, mends what contradicts itself, and says so. One that can't be played
  /// is left out, with a note.
  void add(Recording recording);

  /// Takes an exchange of a format that says what is answered, not what was sent.
  void add(tape::Exchange exchange) { imported_.exchanges.push_back(std::move(exchange)); }

  /// All of it. Once.
  [[nodiscard]] Imported take() { return std::move(imported_); }

 private:
  std::string file_;
  std::string place_;
  Imported imported_;
};

}  // namespace wiretape::convert
