#pragma once

#include <brotli/encode.h>
#include <zstd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <zlib.h>

#include "wiretape/core/wire/http/coding/content_coding.h"
#include "wiretape/core/wire/http/coding/gzip_for_test.h"

namespace wiretape::wire {

/// For tests: packs `text` as one zstd frame with a checksum.
inline std::string zstd(std::string_view text) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress2(context, packed.data(), packed.size(), text.data(), text.size()));
  ZSTD_freeCCtx(context);
  return packed;
}

/// For tests: packs `text` as a Brotli stream.
inline std::string brotli(std::string_view text) {
  std::size_t size = BrotliEncoderMaxCompressedSize(text.size());
  std::string packed(size, '\0');
  BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                        reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                        reinterpret_cast<std::uint8_t*>(packed.data()));
  packed.resize(size);
  return packed;
}

/// For tests: packs `text` as a zlib stream.
inline std::string zlib(std::string_view text) {
  return deflated(text, MAX_WBITS);
}

/// For tests: packs `text` as bare DEFLATE data.
inline std::string raw_deflate(std::string_view text) {
  return deflated(text, -MAX_WBITS);
}

/// A way to pack a body.
struct Packing {
  std::string_view name;
  ContentCoding coding;
  std::string (*pack)(std::string_view text);
};

/// Each coding, in each form that it has.
inline std::array<Packing, 5> packings() {
  return {{{"gzip", ContentCoding::gzip, gzip},
           {"zlib", ContentCoding::deflate, zlib},
           {"raw deflate", ContentCoding::deflate, raw_deflate},
           {"br", ContentCoding::br, brotli},
           {"zstd", ContentCoding::zstd, zstd}}};
}

}  // namespace wiretape::wire
