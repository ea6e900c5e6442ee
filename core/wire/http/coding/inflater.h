#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "wiretape/core/wire/http/coding/unpack_step.h"

struct z_stream_s;

namespace wiretape::wire {

/// Unpacks DEFLATE data (RFC 1951) in one of its wrappers, with zlib. Not thread safe.
class Inflater {
 public:
  enum class Wrapper { gzip, zlib, none };

  explicit Inflater(Wrapper wrapper);

  /// Unpacks into `out[0, size)`, and consumes from the front of `packed` what it looked at. A step that neither writes
  /// nor consumes needs more input, or room.
  [[nodiscard]] UnpackStep run(std::string_view& packed, char* out, std::size_t size);

  /// Expects another text from the beginning.
  void begin_next();

 private:
  struct End {
    void operator()(z_stream_s* stream) const;
  };

  std::unique_ptr<z_stream_s, End> stream_;  // zlib's state points back to it
};

}  // namespace wiretape::wire
