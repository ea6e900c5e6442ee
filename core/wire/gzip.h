#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace wiretape::wire {

/// The unpacked text would be larger than the cap.
struct GzipTooLarge {
  std::size_t limit;
};

/// Not gzip, damaged, or cut short.
struct GzipBroken {
  std::size_t offset;  ///< byte of the packed input
};

/// Unpacks a whole gzip body (RFC 1952, several members allowed) of at most `limit` bytes unpacked.
[[nodiscard]] std::variant<std::string, GzipTooLarge, GzipBroken> gunzip(std::string_view packed, std::size_t limit);

}  // namespace wiretape::wire
