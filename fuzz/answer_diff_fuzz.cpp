// Any two bodies can be compared, as answers and as requests; one beside itself has no difference.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wiretape/recorder/diff/compare.h"
#include "wiretape/recorder/replay/stale_members.h"

namespace {

using namespace wiretape::recorder;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view content_type, std::string_view left, std::string_view right) {
  const auto answer = [&](std::string_view body) {
    return diff::ComparedAnswer{.status = 200, .content_type = std::string(content_type), .body = std::string(body)};
  };
  require(diff::compare(answer(left), answer(left), {}).empty());
  for (const auto& difference : diff::compare(answer(left), answer(right), {"a.*"}))
    require(!difference.place.empty() && !difference.what.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto middle = text.find('\0');
  const auto left = text.substr(0, middle);
  const auto right = middle == std::string_view::npos ? std::string_view() : text.substr(middle + 1);
  for (const std::string_view type : {"text/event-stream", "application/x-ndjson", "application/json"})
    check(type, left, right);
  require(replay::stale_members(left, left, {}).empty());
  require(replay::stale_members(left, right, {"a.*"}).size() <= replay::most_stale_members);
  return 0;
}
