#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wiretape/core/program/layout/wire_draft.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::program {

/// Puts a body that comes piece by piece into chunks of given sizes (RFC 9112 section 7.1), and stops it as `ending`
/// says.
class ChunkWriter {
 public:
  /// `sizes`, each above 0, must reach the body's end; only the last may go beyond it.
  ChunkWriter(std::vector<std::uint64_t> sizes, wire::Ending ending) : sizes_(std::move(sizes)), ending_(ending) {}

  /// Appends the next bytes of the body: before a chunk's first byte its size line, after its last its CRLF.
  void append(WireDraft& out, std::string_view piece);

  /// Appends what comes after the body's last byte: the last chunk and the trailers, or as much of it all as the ending
  /// leaves.
  void finish(WireDraft& out, const wire::HttpFields& trailers);

 private:
  void begin_chunk(WireDraft& out);

  std::vector<std::uint64_t> sizes_;
  wire::Ending ending_;
  std::size_t next_ = 0;
  std::uint64_t left_ = 0;   // of the current chunk's data
  std::size_t written_ = 0;  // of the body
};

}  // namespace wiretape::program
