#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/coding/content_coding.h"

namespace wiretape::wire {

/// The unpacked text would be larger than the cap.
struct UnpackTooLarge {
  std::size_t limit;  ///< bytes
};

/// Not of that coding, damaged, cut short, or followed by something else.
struct UnpackDamaged {
  std::size_t offset;  ///< byte of the packed input, at the damage or a block before it
};

/// Unpacks a whole body of at most `limit` bytes unpacked. gzip may have several members, and zstd several frames.
/// `deflate` is a zlib stream (RFC 1950), or without that wrapper, as some send it.
[[nodiscard]] std::variant<std::string, UnpackTooLarge, UnpackDamaged> unpack(ContentCoding coding,
                                                                              std::string_view packed,
                                                                              std::size_t limit);

}  // namespace wiretape::wire
