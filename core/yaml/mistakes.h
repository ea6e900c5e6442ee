#pragma once

#include <cstddef>
#include <string>

#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/yaml/source_text.h"

namespace wiretape::yaml {

/// Collects the mistakes of one tape while it is read. Refers to the text: keep that alive.
class Mistakes {
 public:
  /// A tape with more mistakes than this is no tape; the rest is summed up in one line.
  static constexpr std::size_t most = 1000;

  Mistakes(const SourceText& source, std::string file);

  /// Notes a mistake at a byte of the text. For the other arguments see Diagnostic.
  void add(std::size_t offset, std::string found, std::string expected, std::string hint = {});

  /// Notes the mistakes of a file that this one names.
  void add_of_other_file(text::Diagnostics diagnostics);

  /// How many were noted so far.
  [[nodiscard]] std::size_t count() const { return diagnostics_.size(); }

  /// Whether so many were noted that no more will be kept: reading on is of no use.
  [[nodiscard]] bool is_full() const { return diagnostics_.size() > most; }

  /// All of them in the order of the text, those of other files last. The same mistake reached twice, through an alias,
  /// is told once.
  [[nodiscard]] text::Diagnostics take();

  /// "line:column" of a byte of the text, to point at a second place.
  [[nodiscard]] std::string place(std::size_t offset) const;

  [[nodiscard]] const SourceText& source() const { return *source_; }

 private:
  const SourceText* source_;
  std::string file_;
  text::Diagnostics diagnostics_;
};

}  // namespace wiretape::yaml
