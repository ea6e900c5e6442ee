#pragma once

#include <string>
#include <string_view>

#include <zlib.h>

namespace wiretape::wire {

/// For tests: packs `text` with zlib, the wrapper as its `deflateInit2` takes it.
inline std::string deflated(std::string_view text, int window_bits) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  std::string source(text);
  stream.next_in = reinterpret_cast<Bytef*>(source.data());
  stream.avail_in = static_cast<uInt>(source.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// For tests: packs `text` as one gzip member.
inline std::string gzip(std::string_view text) {
  constexpr int gzip_wrapper = 16;
  return deflated(text, MAX_WBITS + gzip_wrapper);
}

}  // namespace wiretape::wire
