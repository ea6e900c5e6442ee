// Any bytes are a stream of server-sent events. Whatever they are: the parser agrees with the plain reading of the
// standard, every split gives the same items, with generous caps and with tight ones, and what the writer writes is
// read back.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/sse/sse_items_for_test.h"
#include "wiretape/core/wire/sse/sse_parser.h"
#include "wiretape/core/wire/sse/sse_reference_for_test.h"
#include "wiretape/core/wire/sse/sse_writer.h"

namespace {

using namespace wiretape::wire;
using Items = std::vector<std::string>;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

// FNV-1a: the same input is cut at the same places in every run.
std::uint64_t seed_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char byte : bytes)
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001B3U;
  return hash;
}

void check_splits(std::string_view stream, SseLimits limits, const Items& whole) {
  require(read_items(pieces_of_size(stream, 1), limits) == whole);
  const std::uint64_t seed = seed_of(stream);
  for (const std::size_t longest : {4U, 32U, 1024U}) {
    require(read_items(random_pieces(stream, seed + longest, longest), limits) == whole);
  }
}

// The data's line breaks come back as LF.
std::string with_lf(std::string_view data) {
  std::string out;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const bool crlf = data[i] == '\r' && i + 1 < data.size() && data[i + 1] == '\n';
    if (!crlf) out += data[i] == '\r' ? '\n' : data[i];
  }
  return out;
}

void check_any_data_is_written_and_read_back(std::string_view data) {
  std::string written;
  append_sse_event(written, "", data);
  require(read_items({written}) == Items{event_item(with_lf(data))});
}

void check_events_are_written_and_read_back(std::string_view stream) {
  SseParser parser;
  std::string written;
  Items expected;
  for (std::string_view input = stream; !input.empty();) {
    const SseItem item = parser.next(input);
    const auto* event = std::get_if<SseEvent>(&item);
    if (event == nullptr) continue;
    append_sse_id(written, event->id);
    append_sse_event(written, event->name, event->data);
    expected.push_back(describe(item));
  }
  require(parser.consumed() == stream.size());
  require(read_items({written}) == expected);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view stream(reinterpret_cast<const char*>(bytes), size);
  const Items whole = read_items({stream});
  require(whole == reference_items(stream));
  check_splits(stream, {}, whole);
  for (const SseLimits tight : {SseLimits{.line = 8, .event = 8}, SseLimits{.line = 16, .event = 4}}) {
    check_splits(stream, tight, read_items({stream}, tight));
  }
  check_any_data_is_written_and_read_back(stream);
  check_events_are_written_and_read_back(stream);
  return 0;
}
