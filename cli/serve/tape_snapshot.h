#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace wiretape::cli {

/// What tells one state of a tape file from another.
struct FileState {
  std::string path;
  std::uint64_t device = 0;  ///< all 0 for a file that can't be looked at
  std::uint64_t inode = 0;   ///< another one where an editor has renamed its draft over the file
  std::int64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;

  friend bool operator==(const FileState&, const FileState&) = default;
};

/// The tape files that the command line's paths name at one moment, in the order in which they are loaded.
using TapeSnapshot = std::vector<FileState>;

/// Looks at the files; symbolic links are followed.
[[nodiscard]] TapeSnapshot take_snapshot(const std::vector<std::string>& paths);

/// Decides from one look after the other when to load: once something differs from what was loaded and has been the
/// same for two looks, so that a file that is still being written is left alone. What was loaded counts once a look
/// after it shows the files as they were before: one that was away for a moment must not be missed.
class SettledChange {
 public:
  /// `loaded`: as the files were before they were loaded first.
  explicit SettledChange(TapeSnapshot loaded);

  /// True where the tapes are to be loaded now.
  [[nodiscard]] bool look(TapeSnapshot now);

  /// The look after they were loaded. True where what was loaded is to be taken; else it is to be forgotten, and a
  /// later look says when to load again.
  [[nodiscard]] bool look_again(TapeSnapshot after);

 private:
  TapeSnapshot loaded_;
  TapeSnapshot last_;
};

}  // namespace wiretape::cli
