#include "wiretape/core/file/owned_file.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/folder.h"

namespace wiretape::file {
namespace {

using wiretape::cli::testing::Folder;

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

OwnedFile made(const Folder& folder, const std::string& text) {
  auto file = OwnedFile::make(folder.path("a-XXXXXX"), text);
  return std::get<OwnedFile>(std::move(file));
}

TEST(OwnedFile, IsThereAsLongAsItsOwner) {
  const Folder folder;
  std::string path;
  {
    auto first = made(folder, "text");
    path = first.path();
    EXPECT_EQ(text_of(path), "text");
    struct stat about {};
    ASSERT_EQ(::stat(path.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
    const OwnedFile moved = std::move(first);
    OwnedFile assigned;
    assigned = made(folder, "other");
    EXPECT_TRUE(std::filesystem::exists(path));
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(OwnedFile, TakesAPlaceAndLeavesItEmpty) {
  const Folder folder;
  folder.write("place", "old");
  {
    auto file = made(folder, "new");
    EXPECT_FALSE(file.move_to(folder.path("place")).has_value());
    EXPECT_EQ(text_of(folder.path("place")), "new");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(OwnedFile, LeavesWhatSomebodyElseHasPutThere) {
  const Folder folder;
  {
    auto mine = made(folder, "mine");
    EXPECT_FALSE(mine.move_to(folder.path("place")).has_value());
    auto theirs = made(folder, "theirs");
    EXPECT_FALSE(theirs.move_to(folder.path("place")).has_value());
    theirs.keep();
  }
  EXPECT_EQ(text_of(folder.path("place")), "theirs");
}

TEST(OwnedFile, SaysWhyNot) {
  const Folder folder;
  const auto nowhere = OwnedFile::make(folder.path("no/a-XXXXXX"), "");
  EXPECT_EQ(std::get<text::SystemError>(nowhere).cause, "No such file or directory");
  {
    auto file = made(folder, "");
    EXPECT_EQ(file.move_to(folder.path("no/place"))->cause, "No such file or directory");
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace wiretape::file
