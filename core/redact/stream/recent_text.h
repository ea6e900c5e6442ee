#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace wiretape::redact {

/// Where the last characters of a text stand in the stream: those of one piece after each other, but an escape of JSON
/// takes more bytes than one, and the next piece may be an event further on.
class RecentText {
 public:
  /// Notes characters behind the last ones: `count` of `width` bytes each.
  void push(std::uint64_t offset, std::uint32_t count, std::uint8_t width) {
    count_ += count;
    if (!extents_.empty() && extents_.back().width == 1 && width == 1 &&
        extents_.back().offset + extents_.back().count == offset) {
      extents_.back().count += count;
    } else {
      extents_.push_back({offset, count, width});
    }
  }

  /// The offset of the last but `count` - 1 character; `count` from 1 to what was noted and not forgotten.
  [[nodiscard]] std::uint64_t offset_of_last(std::uint32_t count) const {
    auto extent = extents_.rbegin();
    for (; extent->count < count; ++extent)
      count -= extent->count;
    return extent->width == 1 ? extent->offset + extent->count - count : extent->offset;
  }

  /// Calls `visit(offset, length)` for the bytes of the last `count` characters.
  template <class Visit>
  void each_of_last(std::uint32_t count, Visit visit) const {
    for (auto extent = extents_.rbegin(); count > 0 && extent != extents_.rend(); ++extent) {
      const std::uint32_t taken = extent->count < count ? extent->count : count;
      const std::uint64_t offset = extent->width == 1 ? extent->offset + extent->count - taken : extent->offset;
      visit(offset, std::size_t{extent->width} * taken);
      count -= taken;
    }
  }

  /// Forgets all but the last `count` characters, or some more.
  void keep_last(std::uint32_t count) {
    std::size_t gone = 0;
    while (gone < extents_.size() && count_ - extents_[gone].count >= count)
      count_ -= extents_[gone++].count;
    extents_.erase(extents_.begin(), extents_.begin() + static_cast<std::ptrdiff_t>(gone));
  }

  void clear() {
    extents_.clear();
    count_ = 0;
  }

  /// How many stretches are noted: what remembering costs.
  [[nodiscard]] std::size_t extents() const { return extents_.size(); }

 private:
  struct Extent {
    std::uint64_t offset;
    std::uint32_t count;
    std::uint8_t width;  // more than 1: count is 1
  };

  std::vector<Extent> extents_;
  std::uint64_t count_ = 0;
};

}  // namespace wiretape::redact
