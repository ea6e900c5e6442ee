#include "cli/serve/tape_snapshot.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using wiretape::cli::testing::Folder;
namespace fs = std::filesystem;

FileState file(std::string path, std::int64_t size) {
  FileState state;
  state.path = std::move(path);
  state.size = size;
  return state;
}

TEST(SettledChange, IsNoneWhileNothingDiffers) {
  SettledChange change({file("a", 1)});
  EXPECT_FALSE(change.look({file("a", 1)}));
  EXPECT_FALSE(change.look({file("a", 1)}));
}

TEST(SettledChange, WaitsUntilTwoLooksAgree) {
  SettledChange change({file("a", 1)});
  EXPECT_FALSE(change.look({file("a", 2)}));
  EXPECT_FALSE(change.look({file("a", 3)}));
  EXPECT_TRUE(change.look({file("a", 3)}));
  EXPECT_TRUE(change.look_again({file("a", 3)}));
  EXPECT_FALSE(change.look({file("a", 3)}));
}

TEST(SettledChange, LoadsAgainWhatWasAwayWhileItWasLoaded) {
  SettledChange change({file("a", 1), file("b", 1)});
  EXPECT_FALSE(change.look({file("a", 2), file("b", 1)}));
  EXPECT_TRUE(change.look({file("a", 2), file("b", 1)}));
  EXPECT_FALSE(change.look_again({file("a", 2)}));
  EXPECT_FALSE(change.look({file("a", 2), file("b", 1)}));
  EXPECT_TRUE(change.look({file("a", 2), file("b", 1)}));
  EXPECT_TRUE(change.look_again({file("a", 2), file("b", 1)}));
  EXPECT_FALSE(change.look({file("a", 2), file("b", 1)}));
}

TEST(SettledChange, LoadsAgainWhatWasLoadedWhileItChangedBack) {
  SettledChange change({file("a", 1)});
  EXPECT_FALSE(change.look({file("a", 2)}));
  EXPECT_TRUE(change.look({file("a", 2)}));
  EXPECT_FALSE(change.look_again({file("a", 1)}));
  EXPECT_FALSE(change.look({file("a", 1)})) << "that is what was taken last";
}

TEST(SettledChange, IsNoneWhereAllIsAsItWas) {
  SettledChange change({file("a", 1)});
  EXPECT_FALSE(change.look({file("a", 2)}));
  EXPECT_FALSE(change.look({file("a", 1)}));
  EXPECT_FALSE(change.look({file("a", 1)}));
}

TEST(SettledChange, IsAnotherSetOfFiles) {
  SettledChange change({file("a", 1)});
  EXPECT_FALSE(change.look({file("a", 1), file("b", 1)}));
  EXPECT_TRUE(change.look({file("a", 1), file("b", 1)}));
  EXPECT_TRUE(change.look_again({file("a", 1), file("b", 1)}));
  EXPECT_FALSE(change.look({}));
  EXPECT_TRUE(change.look({}));
}

TEST(TapeSnapshot, SeesEveryKindOfChange) {
  const Folder folder;
  folder.write("a.yaml", "one");
  folder.write("notes.txt", "one");
  const std::vector<std::string> paths{folder.path()};
  auto before = take_snapshot(paths);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(take_snapshot(paths), before);
  const auto has_changed = [&] {
    const auto old = std::exchange(before, take_snapshot(paths));
    return before != old;
  };

  folder.write("notes.txt", "other");
  EXPECT_FALSE(has_changed());
  folder.write("a.yaml", "longer");
  EXPECT_TRUE(has_changed());
  folder.write("draft", "rename");
  fs::rename(folder.path("draft"), folder.path("a.yaml"));
  EXPECT_TRUE(has_changed());
  folder.write("b.yml", "new");
  EXPECT_TRUE(has_changed());
  fs::create_directory(folder.path("deeper"));
  EXPECT_FALSE(has_changed());
  folder.write("deeper/c.yaml", "new");
  EXPECT_TRUE(has_changed());
  fs::remove(folder.path("a.yaml"));
  EXPECT_TRUE(has_changed());
}

TEST(TapeSnapshot, HoldsNamedFilesThatAreNotThere) {
  const Folder folder;
  const auto before = take_snapshot({folder.path("a.yaml")});
  EXPECT_EQ(before.size(), 1U);
  folder.write("a.yaml", "");
  EXPECT_NE(take_snapshot({folder.path("a.yaml")}), before);
}

}  // namespace
}  // namespace wiretape::cli
