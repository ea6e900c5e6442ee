#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wiretape/core/program/wire_program.h"

namespace wiretape::mockserver {

/// A program as it was made, and what is in it.
struct MadeProgram {
  program::WireProgram program;
  std::vector<std::string> faults{};  ///< each as a plan writes it
  std::vector<std::size_t> hits{};    ///< the same: which of those that were to hit
  bool spares_exchange = false;       ///< a fault answers in the exchange's place, which that does not use up
};

/// The compiled programs of one exchange, by what they depend on. Requests choose the key (a model's name, or a plan
/// that makes the program large), so few are kept, and of the large ones none longer than somebody plays it. Thread
/// safe.
class ProgramCache {
 public:
  static constexpr std::size_t most = 256;
  static constexpr std::size_t largest_kept = std::size_t{1} << 20;  ///< bytes and steps

  /// The program kept under the key, or of a large one somebody else's; nullptr where there is none.
  [[nodiscard]] std::shared_ptr<const MadeProgram> find(const std::string& key) const;

  /// Keeps a program, unless there is one under the key already; returns the one that is to be played.
  std::shared_ptr<const MadeProgram> keep(std::string key, std::shared_ptr<const MadeProgram> program);

 private:
  using Program = std::shared_ptr<const MadeProgram>;

  struct Kept {
    std::weak_ptr<const MadeProgram> program;
    Program owner;  // nullptr: those who play it
  };

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Kept> programs_;
};

}  // namespace wiretape::mockserver
