#pragma once

#include <atomic>
#include <chrono>
#include <string_view>

namespace wiretape::cli {

/// A descriptor that lines are written to, which somebody may read slowly or not at all. One thread writes.
class LogOutput {
 public:
  explicit LogOutput(int descriptor) : descriptor_(descriptor) {}

  /// Writes all of it, and waits for room where there is none. False where it can't be written, or where there is no
  /// room any more at the time of give_up_at().
  [[nodiscard]] bool write(std::string_view bytes);

  /// Waits for room until then and no longer. From any thread.
  void give_up_at(std::chrono::steady_clock::time_point time) { latest_ = time; }

 private:
  [[nodiscard]] bool has_room() const;

  int descriptor_;
  std::atomic<std::chrono::steady_clock::time_point> latest_ = std::chrono::steady_clock::time_point::max();
};

}  // namespace wiretape::cli
