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

/// A program to play, and the faults that are in it, each as a plan writes it.
struct PlayableProgram {
  program::WireProgram program;
  std::vector<std::string> faults{};
};

/// The compiled programs of one exchange, by what they depend on. Requests choose the key (a model's name, say), so few
/// are kept. Thread safe.
class ProgramCache {
 public:
  static constexpr std::size_t most = 256;

  /// The program kept under the key, or nullptr.
  [[nodiscard]] std::shared_ptr<const PlayableProgram> find(const std::string& key) const;

  /// Keeps a program, unless one is kept under the key already; returns the one that is kept.
  std::shared_ptr<const PlayableProgram> keep(std::string key, std::shared_ptr<const PlayableProgram> program);

 private:
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const PlayableProgram>> programs_;
};

}  // namespace wiretape::mockserver
