#include "wiretape/core/wire/http/coding/content_coding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::wire {
namespace {

constexpr std::array<std::pair<std::string_view, ContentCoding>, 5> coding_names{{
    {"gzip", ContentCoding::gzip},
    {"deflate", ContentCoding::deflate},
    {"br", ContentCoding::br},
    {"zstd", ContentCoding::zstd},
    {"x-gzip", ContentCoding::gzip},
}};

}  // namespace

std::optional<ContentCoding> content_coding(std::string_view name) {
  const auto* const found =
      std::ranges::find_if(coding_names, [&](const auto& known) { return equal_ignoring_case(known.first, name); });
  return found == coding_names.end() ? std::nullopt : std::optional(found->second);
}

std::string_view name_of(ContentCoding coding) {
  return std::ranges::find(coding_names, coding, &std::pair<std::string_view, ContentCoding>::second)->first;
}

}  // namespace wiretape::wire
