#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {

/// How far a body can be looked into for secrets.
enum class BodyKind : std::uint8_t {
  text,
  opaque,  ///< a picture, a sound, an archive, whose bytes may look like anything; frames with checksums
  packed,  ///< with a Content-Encoding
};

/// Media types whose bytes are no text, or what these begin with.
inline constexpr std::array<std::string_view, 9> opaque_types{"image/",
                                                              "audio/",
                                                              "video/",
                                                              "font/",
                                                              "application/octet-stream",
                                                              "application/pdf",
                                                              "application/zip",
                                                              "application/gzip",
                                                              "application/vnd.amazon.eventstream"};

/// What the fields of its message say of a body; text where they say nothing.
template <class Fields>
[[nodiscard]] BodyKind body_kind(const Fields& fields) {
  std::string_view type;
  for (const auto& field : fields) {
    const std::string_view value = field.value;
    if (wire::equal_ignoring_case(field.name, "content-type")) type = value;
    const bool is_coding = wire::equal_ignoring_case(field.name, "content-encoding");
    if (is_coding && !value.empty() && !wire::equal_ignoring_case(value, "identity")) return BodyKind::packed;
  }
  const auto begins_type = [&](std::string_view begin) {
    return wire::equal_ignoring_case(type.substr(0, begin.size()), begin);
  };
  return std::ranges::any_of(opaque_types, begins_type) ? BodyKind::opaque : BodyKind::text;
}

}  // namespace wiretape::redact
