// Any bytes are elements of an array: every split gives the same, and what is found in a body stands there.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/json_array/json_array_parser.h"
#include "wiretape/core/wire/splits_for_test.h"

namespace {

using namespace wiretape::wire;

void require(bool holds) {
  if (!holds) std::abort();
}

// The elements, then the rest and whether the array has ended, or the error.
std::vector<std::string> read_elements(const Pieces& pieces, std::size_t limit) {
  JsonArrayParser parser(limit);
  std::vector<std::string> elements;
  for (const std::string_view piece : pieces) {
    const std::vector<char> home(piece.begin(), piece.end());
    for (std::string_view input(home.data(), home.size()); !input.empty();) {
      const JsonArrayItem item = parser.next(input);
      if (const auto* element = std::get_if<JsonArrayElement>(&item)) {
        require(!element->text.empty() && element->text.size() <= limit);
        elements.emplace_back(element->text);
      }
      if (const auto* error = std::get_if<JsonArrayTooLarge>(&item)) {
        elements.push_back("too large at " + std::to_string(error->offset));
        return elements;
      }
    }
  }
  elements.emplace_back(parser.rest());
  elements.emplace_back(parser.is_closed() ? "closed" : "open");
  return elements;
}

// The events of a body follow each other without a gap.
void check_events(std::string_view body) {
  const FramingCodec& codec = codec_of(Framing::json_array);
  std::size_t end = 0;
  for (const FoundFrame& frame : codec.find(body)) {
    require(frame.start == end && frame.end <= body.size());
    end = frame.end;
    const std::string_view event = body.substr(frame.start, frame.end - frame.start);
    require(event.ends_with(frame.data));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(bytes), size);
  for (const std::size_t limit : {std::size_t{16} << 20, std::size_t{8}}) {
    const auto expected = read_elements({body}, limit);
    require(read_elements(pieces_of_size(body, 1), limit) == expected);
    require(read_elements(random_pieces(body, size, 16), limit) == expected);
  }
  check_events(body);
  return 0;
}
