// Any bytes are a response: whatever the split, the same head, body, trailers, error and Ending come out; also where a
// FIN cuts it off at any byte.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_readings_for_test.h"

namespace {

using namespace wiretape::wire;

void expect(bool holds, std::string_view rule) {
  if (holds) return;
  std::cerr << "broken: " << rule << '\n';
  std::abort();
}

void check(std::string_view text, HttpLimits limits, bool head_request) {
  const ResponseReading whole = read_response({text}, limits, head_request);
  const auto by_byte = read_response(pieces_of_size(text, 1), limits, head_request);
  expect(by_byte.text == whole.text, "byte by byte is the same as whole");
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const auto split = read_response(random_pieces(text, seed + text.size(), 60), limits, head_request);
    expect(split.text == whole.text, "a random split is the same as whole");
  }
  expect(whole.complete == (whole.ending == Ending::complete), "Ending::complete where the reader says so");
  expect(whole.errors.empty() == (whole.ending != Ending::malformed), "Ending::malformed where there is an error");
  expect(whole.has_head || whole.ending == Ending::cut_in_head || whole.ending == Ending::malformed,
         "no later Ending without a head");
  expect(whole.consumed <= text.size(), "no more is consumed than there is");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  constexpr HttpLimits wide = {.head = std::size_t{64} << 10, .body = 0, .chunk_line = 4096};
  constexpr HttpLimits narrow = {.head = 60, .body = 0, .chunk_line = 16};
  check(text, wide, false);
  check(text, wide, true);
  check(text, narrow, false);
  SplitMix random(size);
  if (size != 0) check(text.substr(0, random.next() % size), wide, false);
  return 0;
}
