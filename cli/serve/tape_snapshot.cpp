#include "cli/serve/tape_snapshot.h"

#include <sys/stat.h>

#include <utility>

#include "cli/tape_files.h"

namespace wiretape::cli {
namespace {

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

FileState state_of(std::string path) {
  FileState state;
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0) {
    state.device = about.st_dev;
    state.inode = about.st_ino;
    state.size = about.st_size;
    state.modified_ns = nanoseconds(about.st_mtim);
    state.changed_ns = nanoseconds(about.st_ctim);
  }
  state.path = std::move(path);
  return state;
}

}  // namespace

TapeSnapshot take_snapshot(const std::vector<std::string>& paths) {
  TapeSnapshot snapshot;
  for (auto& file : find_tape_files(paths).files)
    snapshot.push_back(state_of(std::move(file)));
  return snapshot;
}

SettledChange::SettledChange(TapeSnapshot loaded) : loaded_(std::move(loaded)), last_(loaded_) {}

bool SettledChange::look(TapeSnapshot now) {
  const bool is_settled = now == last_;
  last_ = std::move(now);
  return is_settled && last_ != loaded_;
}

bool SettledChange::look_again(TapeSnapshot after) {
  const bool is_same = after == last_;
  if (is_same) loaded_ = last_;
  last_ = std::move(after);
  return is_same;
}

}  // namespace wiretape::cli
