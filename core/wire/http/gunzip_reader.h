#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace wiretape::wire {

/// Unpacks a gzip body (RFC 1952, several members allowed) piece by piece, without I/O: what a piece makes readable is
/// there at once. What follows the last member and is none is passed over. Not thread safe.
class GunzipReader {
 public:
  GunzipReader();
  GunzipReader(GunzipReader&&) noexcept;
  GunzipReader& operator=(GunzipReader&&) noexcept;
  ~GunzipReader();

  /// Appends what the next piece unpacks to, at most some thousand times its size. False where it is damaged: `out` has
  /// what came before the damage, and nothing more can be read.
  [[nodiscard]] bool unpack(std::string_view packed, std::string& out);

  /// Whether a member has ended, its checksum included, and no further one has begun: what came may be all.
  [[nodiscard]] bool is_whole() const;

  /// Whether a body begins as a gzip member does.
  [[nodiscard]] static bool begins_member(std::string_view body) { return body.starts_with("\x1F\x8B"); }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::wire
