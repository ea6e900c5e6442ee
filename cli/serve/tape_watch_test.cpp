#include "cli/serve/tape_watch.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using wiretape::cli::testing::Folder;
using namespace std::chrono_literals;

/// What a watch has loaded last.
class LastLoaded {
 public:
  void set(TapeWatch::Loaded loaded) {
    const std::lock_guard lock(mutex_);
    loaded_ = std::move(loaded);
    changed_.notify_all();
  }

  /// The next one; an empty Diagnostics where none comes.
  TapeWatch::Loaded take() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, 60s, [&] { return loaded_.has_value(); })) return text::Diagnostics();
    return *std::exchange(loaded_, std::nullopt);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<TapeWatch::Loaded> loaded_;
};

std::string tape_of(const std::string& id) {
  return "wiretape: 1\nexchanges:\n  - id: " + id + "\n    reply: {dialect: openai.chat, text: Hello}\n";
}

std::string ids_of(const TapeWatch::Loaded& loaded) {
  const auto* tapes = std::get_if<std::vector<tape::Tape>>(&loaded);
  if (tapes == nullptr) return "mistakes: " + std::to_string(std::get<text::Diagnostics>(loaded).size());
  std::string ids;
  for (const auto& tape : *tapes) {
    for (const auto& exchange : tape.exchanges)
      ids += exchange.id + " ";
  }
  return ids;
}

TEST(TapeWatch, LoadsWhatChangedAppearedAndWent) {
  const Folder folder;
  folder.write("a.yaml", tape_of("first"));
  const std::vector<std::string> paths{folder.path()};
  LastLoaded last;
  const TapeWatch watch(paths, take_snapshot(paths), [&](TapeWatch::Loaded loaded) { last.set(std::move(loaded)); });
  folder.write("a.yaml", tape_of("changed"));
  EXPECT_EQ(ids_of(last.take()), "changed ");
  folder.write("draft", tape_of("renamed"));
  std::filesystem::rename(folder.path("draft"), folder.path("a.yaml"));
  EXPECT_EQ(ids_of(last.take()), "renamed ");
  folder.write("b.yaml", tape_of("added"));
  EXPECT_EQ(ids_of(last.take()), "renamed added ");
  std::filesystem::remove(folder.path("a.yaml"));
  EXPECT_EQ(ids_of(last.take()), "added ");
  folder.write("b.yaml", "wiretape: 1\nexchanges: nonsense\n");
  EXPECT_EQ(ids_of(last.take()), "mistakes: 1");
  folder.write("b.yaml", tape_of("mended"));
  EXPECT_EQ(ids_of(last.take()), "mended ");
}

TEST(TapeWatch, SeesWhatChangedBeforeItBegan) {
  const Folder folder;
  folder.write("a.yaml", tape_of("first"));
  const std::vector<std::string> paths{folder.path("a.yaml")};
  const auto before = take_snapshot(paths);
  folder.write("a.yaml", tape_of("in-between"));
  LastLoaded last;
  const TapeWatch watch(paths, before, [&](TapeWatch::Loaded loaded) { last.set(std::move(loaded)); });
  EXPECT_EQ(ids_of(last.take()), "in-between ");
}

}  // namespace
}  // namespace wiretape::cli
