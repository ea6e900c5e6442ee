#include "cli/print/help_text.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "wiretape/core/text/count_characters.h"

namespace wiretape::cli {
namespace {

constexpr std::size_t narrowest = 40;
constexpr std::size_t usual = 80;

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Where what goes on from a line begins; nullopt for an example.
std::optional<std::size_t> hanging_indent(std::string_view line) {
  const auto begin = std::min(line.find_first_not_of(' '), line.size());
  const auto gap = line.find("  ", begin);
  if (gap != line.npos) return text::count_characters(line.substr(0, line.find_first_not_of(' ', gap)));
  if (begin == 0 || begin > 6) return begin;  // a paragraph, or an explanation below a long name
  return line.substr(begin).starts_with('-') ? std::optional(begin + 4) : std::nullopt;
}

/// The byte at which to break: the last space that lets the line be no wider than `width`, or else the first.
std::size_t break_in(std::string_view line, std::size_t indent, std::size_t width) {
  auto best = line.find(' ', std::min(indent, line.size()));
  for (auto at = best; at != line.npos && text::count_characters(line.substr(0, at)) <= width;
       at = line.find(' ', at + 1))
    best = at;
  return best;
}

void append_wrapped(std::string& out, std::string line, std::size_t width) {
  const auto indent = hanging_indent(line);
  while (indent && text::count_characters(line) > width) {
    const auto at = break_in(line, *indent, width);
    if (at == line.npos) break;
    out.append(line, 0, at).append("\n");
    line = std::string(*indent, ' ') + line.substr(at + 1);
  }
  out.append(line).append("\n");
}

}  // namespace

std::size_t help_width(const char* columns, std::optional<std::size_t> terminal) {
  const auto asked = columns == nullptr ? std::nullopt : number(columns);
  return std::max(asked.value_or(terminal.value_or(usual)), narrowest);
}

std::optional<std::size_t> terminal_width() {
  winsize size{};
  const bool is_known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return is_known ? std::optional<std::size_t>(size.ws_col) : std::nullopt;
}

std::string wrapped_help(std::string_view help, std::size_t width) {
  std::string out;
  while (!help.empty()) {
    const auto end = std::min(help.find('\n'), help.size());
    append_wrapped(out, std::string(help.substr(0, end)), width);
    help.remove_prefix(std::min(end + 1, help.size()));
  }
  return out;
}

}  // namespace wiretape::cli
