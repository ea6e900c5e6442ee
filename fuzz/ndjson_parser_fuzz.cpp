// Any bytes are newline-delimited text: every split gives the lines that a plain search for LF gives.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/ndjson/ndjson_parser.h"
#include "wiretape/core/wire/splits_for_test.h"

namespace {

using namespace wiretape::wire;

// The lines, then the rest or the error.
std::vector<std::string> read_lines(const Pieces& pieces, std::size_t limit) {
  NdjsonParser parser(limit);
  std::vector<std::string> lines;
  for (const std::string_view piece : pieces) {
    const std::vector<char> home(piece.begin(), piece.end());
    for (std::string_view input(home.data(), home.size()); !input.empty();) {
      const NdjsonItem item = parser.next(input);
      if (const auto* line = std::get_if<NdjsonLine>(&item)) lines.emplace_back(line->text);
      if (const auto* error = std::get_if<NdjsonTooLarge>(&item)) {
        lines.push_back("too large at " + std::to_string(error->offset));
        return lines;
      }
    }
  }
  lines.emplace_back(parser.rest());
  return lines;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// The same, found without the parser.
std::vector<std::string> reference_lines(std::string_view stream, std::size_t limit) {
  std::vector<std::string> lines;
  for (std::size_t start = 0;;) {
    const std::size_t end = stream.find('\n', start);
    std::string_view line = stream.substr(start, end == std::string_view::npos ? end : end - start);
    if (line.size() > limit) {
      lines.push_back("too large at " + std::to_string(start));
      return lines;
    }
    if (end == std::string_view::npos) {
      lines.emplace_back(is_blank(line) ? std::string_view() : line);
      return lines;
    }
    start = end + 1;
    if (is_blank(line)) continue;
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view stream(reinterpret_cast<const char*>(bytes), size);
  for (const std::size_t limit : {std::size_t{16} << 20, std::size_t{8}, std::size_t{0}}) {
    const std::vector<std::string> expected = reference_lines(stream, limit);
    const bool same = read_lines({stream}, limit) == expected &&
                      read_lines(pieces_of_size(stream, 1), limit) == expected &&
                      read_lines(random_pieces(stream, size, 16), limit) == expected;
    if (!same) __builtin_trap();
  }
  return 0;
}
