#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/wire/http/coding/inflater.h"

namespace wiretape::wire {

/// Unpacks a gzip body (RFC 1952, several members allowed) piece by piece, without I/O: what a piece makes readable is
/// there at once. What follows the last member and is none is passed over. Not thread safe.
class GunzipReader {
 public:
  /// Appends what the next piece unpacks to, at most some thousand times its size. False where it is damaged: `out` has
  /// what came before the damage, and nothing more can be read.
  [[nodiscard]] bool unpack(std::string_view packed, std::string& out);

  /// Whether a member has ended, its checksum included, and no further one has begun: what came may be all.
  [[nodiscard]] bool is_whole() const { return is_whole_; }

  /// Whether a body begins as a gzip member does.
  [[nodiscard]] static bool begins_member(std::string_view body) { return body.starts_with("\x1F\x8B"); }

 private:
  void begin_next(std::string_view& packed, std::string& out);
  bool inflate(std::string_view& packed, std::string& out);

  Inflater inflater_{Inflater::Wrapper::gzip};
  std::string between_;    // the bytes behind a member that are not judged yet
  bool is_whole_ = false;  // a member has ended
  bool is_over_ = false;   // what follows it is none
};

}  // namespace wiretape::wire
