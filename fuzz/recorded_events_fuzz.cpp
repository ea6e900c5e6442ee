// Any bytes are a recorded stream: taken apart into events they are the same bytes again, whatever the dialect, and
// what is said to lie in the body lies in it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wiretape/core/program/stage/sse_body.h"
#include "wiretape/core/provider/dialect.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view bytes, const provider::Dialect* dialect) {
  require(program::encode_sse(program::recorded_events(bytes, dialect)).bytes == bytes);
  const auto body = program::annotated_sse_body(std::string(bytes), dialect);
  require(body.bytes == bytes && std::ranges::is_sorted(body.event_starts));
  require(body.event_starts.empty() || body.event_starts.back() < bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check(bytes, nullptr);
  for (const provider::Dialect* dialect : provider::all_dialects())
    check(bytes, dialect);
  return 0;
}
