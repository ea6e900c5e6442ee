#pragma once

#include <string_view>
#include <vector>

#include "wiretape/core/provider/reply.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::provider {

/// Splits a text as `chunks` says. The pieces are views that concatenate to the text (for a ChunkList: to the list,
/// whose empty pieces are left out, and `text` is not looked at) and none is empty. No piece begins or ends inside a
/// UTF-8 character; a byte that is not UTF-8 counts as a character of its own.
///
/// The token rule is ours and pinned by tests. A letter is an ASCII letter or digit, or a character from U+00C0 to
/// U+1FFF (the alphabetic scripts); a blank is a space, tab, LF or CR. At each place the first that fits is one token:
///   1. one space, if a letter follows it, and then up to 8 letters;
///   2. up to 8 letters;
///   3. a run of blanks, without its last space where that begins a token after 1;
///   4. one character of any other kind.
///
/// The word rule: blanks, then what is not blank, up to the next blank; blanks at the end of the text are a last piece.
[[nodiscard]] std::vector<std::string_view> split_text(std::string_view text, const Chunks& chunks);

/// Whether the token rule calls it a letter.
[[nodiscard]] bool is_token_letter(const text::Utf8Character& character);

}  // namespace wiretape::provider
