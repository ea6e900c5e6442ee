#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "wiretape/core/wire/http/coding/unpack_step.h"

struct ZSTD_DCtx_s;

namespace wiretape::wire {

/// Unpacks Zstandard frames (RFC 8878), one after the other: each is whole by itself, and the next begins with the step
/// that follows. Frames with a window above 8 MiB, which nobody may send over HTTP (RFC 9659), are damaged; so are
/// those that need a dictionary. Not thread safe.
class ZstdDecoder {
 public:
  ZstdDecoder();

  /// Unpacks into `out[0, size)`, and consumes from the front of `packed` what it looked at, a block at the most. A
  /// step that neither writes nor consumes needs more input, or room.
  [[nodiscard]] UnpackStep run(std::string_view& packed, char* out, std::size_t size);

 private:
  struct End {
    void operator()(ZSTD_DCtx_s* decoder) const;
  };

  std::unique_ptr<ZSTD_DCtx_s, End> decoder_;
  std::size_t wanted_;  // bytes that the next step can do something with
};

}  // namespace wiretape::wire
