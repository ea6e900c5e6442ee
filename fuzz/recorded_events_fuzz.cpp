// Any bytes are a recorded stream: taken apart into events they are the same bytes again, whatever the framing and the
// dialect, and what is said to lie in the body lies in it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wiretape/core/program/stage/annotated_body.h"
#include "wiretape/core/provider/dialects.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view bytes, wire::Framing framing, const provider::Dialect* dialect) {
  require(program::encode(program::recorded_events(bytes, framing, dialect), framing).bytes == bytes);
  const auto body = program::annotated_body(std::string(bytes), framing, dialect);
  require(body.bytes == bytes && std::ranges::is_sorted(body.event_starts));
  require(body.event_starts.empty() || body.event_starts.back() < bytes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto framing : {wire::Framing::sse, wire::Framing::ndjson}) {
    check(bytes, framing, nullptr);
    for (const provider::Dialect* dialect : provider::all_dialects())
      check(bytes, framing, dialect);
  }
  return 0;
}
