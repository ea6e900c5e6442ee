#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "wiretape/core/wire/http/coding/unpack_step.h"

struct BrotliDecoderStateStruct;

namespace wiretape::wire {

/// Unpacks a Brotli stream (RFC 7932). Holds at most some 17 MiB, whatever the stream asks for. Not thread safe.
class BrotliDecoder {
 public:
  BrotliDecoder();

  /// Unpacks into `out[0, size)`, and consumes from the front of `packed` what it looked at. A step that neither writes
  /// nor consumes needs more input, or room.
  [[nodiscard]] UnpackStep run(std::string_view& packed, char* out, std::size_t size);

 private:
  struct End {
    void operator()(BrotliDecoderStateStruct* decoder) const;
  };

  std::unique_ptr<BrotliDecoderStateStruct, End> decoder_;
};

}  // namespace wiretape::wire
