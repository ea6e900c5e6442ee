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

  /// Masks bytes when the stream was looked at up to `now`, or some bytes further: to the end of an escape. With a
  /// digit only digits are masked.
  void mask(std::uint64_t offset, std::size_t length, std::uint64_t now, char fill) {
    if (offset + most < now + longest_escape) return;
    const auto first = bytes_.begin() + static_cast<std::ptrdiff_t>(offset - begin_);
    const bool is_digit = fill >= '0' && fill <= '9';
    std::replace_if(
        first, first + static_cast<std::ptrdiff_t>(length),
        [is_digit](char c) { return !is_digit || (c >= '0' && c <= '9'); }, fill);
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
  static constexpr std::uint64_t longest_escape = 6;

  std::string bytes_;
  std::uint64_t begin_ = 0;
};

}  // namespace wiretape::redact
