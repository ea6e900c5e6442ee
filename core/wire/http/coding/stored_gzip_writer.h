#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::wire {

//     1f 8b …          00 05 00 fa ff  hello  …   01 00 00 ff ff   checksum, size
//     \_ the header _/ \__ a block ________/     \__ the last __/

/// Writes one gzip member of stored blocks (RFC 1951 section 3.2.4). Nothing gets smaller, but the same bytes give the
/// same member everywhere, whatever zlib there is, and each piece can be unpacked as soon as it has come.
class StoredGzipWriter {
 public:
  /// Appends a piece, the header before the first.
  void append(std::string& out, std::string_view bytes);

  /// Appends the end.
  void finish(std::string& out);

 private:
  bool has_header_ = false;
  std::uint32_t checksum_ = 0;
  std::uint32_t size_ = 0;  // modulo 2^32, as the format has it
};

}  // namespace wiretape::wire
