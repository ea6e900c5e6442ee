#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/text/position.h"

namespace wiretape::yaml {

/// Whether a character may stand in a tape as it is, and need not be written as an escape. Not so control characters
/// but tab and LF, nor what one reader of YAML takes for text and another for a line end or a mistake (YAML 1.1
/// sections 5.1 and 5.4 against YAML 1.2): U+2028, U+2029, U+FEFF, U+FFFE, U+FFFF.
[[nodiscard]] bool stands_as_itself(char32_t character);

/// A tape's text, checked and made plain: UTF-8 without a byte order mark, LF line ends, and only characters that stand
/// as themselves. Lines and columns are those of the file, since only a leading mark and the CR of a CRLF are taken
/// out.
class SourceText {
 public:
  /// Checks `bytes`. The Diagnostic (whose file name is empty) says where they stop being plain text. Where they are
  /// one document of several, `lines_before` are the lines of the file before them.
  [[nodiscard]] static std::variant<SourceText, text::Diagnostic> read(std::string_view bytes,
                                                                       std::size_t lines_before = 0);

  [[nodiscard]] std::string_view text() const { return text_; }

  /// The line of the file and the column, both 1-based, of a byte of text(). Columns count characters. An offset past
  /// the end is the end. Takes no time that grows with the text, however long its lines.
  [[nodiscard]] text::Position position(std::size_t offset) const;

 private:
  SourceText() = default;

  [[nodiscard]] std::size_t characters_before(std::size_t offset) const;
  void append(std::string_view character);

  std::string text_;
  std::size_t lines_before_ = 0;
  std::vector<std::size_t> line_starts_{0};
  std::vector<std::size_t> block_characters_;  ///< characters before each block of the text
  std::size_t characters_ = 0;
};

}  // namespace wiretape::yaml
