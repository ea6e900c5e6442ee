// Any bytes are a stream of requests: whatever the split, the same requests and the same error come out, within the
// caps; and a head that was read, written and read again is the same head.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http/http_readings_for_test.h"
#include "wiretape/core/wire/http/http_writer.h"

namespace {

using namespace wiretape::wire;

void expect_same(const std::string& found, const std::string& expected, std::string_view how) {
  if (found == expected) return;
  std::cerr << how << " gives\n" << found << "\ninstead of\n" << expected << '\n';
  std::abort();
}

void check(std::string_view text, HttpLimits limits) {
  const RequestReading whole = read_requests({text}, limits);
  expect_same(read_requests(pieces_of_size(text, 1), limits).text, whole.text, "byte by byte");
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    expect_same(read_requests(random_pieces(text, seed + text.size(), 60), limits).text, whole.text, "a random split");
  }
  for (const HttpRequest& request : whole.requests) {
    if (request.body.size() > limits.body) std::abort();
    std::string written;
    append_request_head(written, request.head);
    const RequestReading again = read_requests({written}, {.body = 0});
    const bool waits_for_body = again.in_message || (!again.errors.empty() && again.errors.front().status == 413);
    if (waits_for_body) continue;
    if (again.requests.size() != 1) std::abort();
    expect_same(describe(HttpRequest{again.requests.front().head, ""}), describe(HttpRequest{request.head, ""}),
                "reading it again");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text, {.head = std::size_t{64} << 10, .body = std::size_t{64} << 10, .chunk_line = 4096});
  check(text, {.head = 100, .body = 20, .chunk_line = 16});
  return 0;
}
