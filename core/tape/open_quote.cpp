#include "wiretape/core/tape/open_quote.h"

namespace wiretape::tape {
namespace {

/// The byte after the quote that opens at `open`, or npos where it stays open. A single quote is doubled inside single
/// quotes; inside double quotes a backslash takes the next character with it.
std::size_t end_of_quote(std::string_view text, std::size_t open) {
  const char quote = text[open];
  for (std::size_t at = open + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == quote;
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return std::string_view::npos;
}

/// Whether a value may begin after `before`, the last character that is not a blank on its line.
bool may_begin_after(char before) {
  return std::string_view("\n:-?,[{").find(before) != std::string_view::npos;
}

}  // namespace

// A quote opens only where a value may begin; elsewhere, as in `don't`, it is text.
std::size_t find_open_quote(std::string_view text, std::size_t from) {
  char before = '\n';
  std::size_t at = from;
  while (at < text.size()) {
    const char here = text[at];
    if ((here == '"' || here == '\'') && may_begin_after(before)) {
      const std::size_t end = end_of_quote(text, at);
      if (end == std::string_view::npos) return at;
      at = end;
      before = here;
      continue;
    }
    const bool blank_before = at == 0 || std::string_view(" \t\n").find(text[at - 1]) != std::string_view::npos;
    if (here == '#' && blank_before) {
      at = text.find('\n', at);
      if (at == std::string_view::npos) return at;
      continue;
    }
    if ((here == '&' || here == '!') && blank_before) {  // an anchor or a tag: a value may follow
      at = text.find_first_of(" \t\n", at);
      if (at == std::string_view::npos) return at;
      continue;
    }
    if (here != ' ' && here != '\t') before = here;
    ++at;
  }
  return std::string_view::npos;
}

}  // namespace wiretape::tape
