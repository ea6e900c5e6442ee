#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wiretape::redact {

/// The bytes of a stream that wait for what follows them, by their offset in the stream. What is masked is overwritten
/// here, byte for byte.
class PendingBytes {
 public:
  /// So many bytes wait at the most. What lies further behind the end of the stream can't be masked any more, whether
  /// it still waits or not: so it is the same for every split.
  static constexpr std::uint64_t most = std::uint64_t{64} << 10;

  void append(std::string_view bytes) { bytes_.append(bytes); }

  /// Masks bytes when the stream was looked at up to `now`.
  void mask(std::uint64_t offset, std::size_t length, std::uint64_t now, char fill) {
    if (offset + most < now) return;
    std::fill_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset - begin_), length, fill);
  }

  /// Moves what stands before an offset to the end of `out`.
  void release(std::uint64_t offset, std::string& out) {
    const auto count = static_cast<std::size_t>(offset - begin_);
    out.append(bytes_, 0, count);
    bytes_.erase(0, count);
    begin_ = offset;
    // Thousands of streams may be open, which hold nothing back.
    if (bytes_.empty() && bytes_.capacity() > kept_capacity) std::string().swap(bytes_);
  }

  [[nodiscard]] std::uint64_t end() const { return begin_ + bytes_.size(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }

 private:
  static constexpr std::size_t kept_capacity = 4096;

  std::string bytes_;
  std::uint64_t begin_ = 0;
};

}  // namespace wiretape::redact
