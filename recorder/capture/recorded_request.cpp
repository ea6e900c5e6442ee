#include "wiretape/recorder/capture/recorded_request.h"

#include <cstddef>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::recorder::capture {
namespace {

constexpr std::size_t most_kept = std::size_t{8} << 20;  // a tape has 64 MiB, and what of it counts stands in the rule

}  // namespace

tape::RecordedRequest recorded_request(const Captured& captured) {
  const RequestBegan& request = *captured.request;
  tape::RecordedRequest recorded{.upstream = request.upstream,
                                 .method = request.head.method,
                                 .target = request.head.target,
                                 .headers = {},
                                 .body = captured.request_body.size() <= most_kept ? captured.request_body : ""};
  for (const auto& [name, value] : request.head.fields) {
    if (!wire::equal_ignoring_case(name, "host")) recorded.headers.push_back({std::string(name), std::string(value)});
  }
  return recorded;
}

}  // namespace wiretape::recorder::capture
