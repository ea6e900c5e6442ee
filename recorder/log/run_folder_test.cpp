#include "wiretape/recorder/log/run_folder.h"

#include <sys/stat.h>

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

using ::testing::ElementsAre;
using wiretape::cli::testing::Folder;

std::string name_of(const std::string& method, const std::string& target) {
  wire::HttpRequestHead head;
  head.method = method;
  head.target = target;
  return tape_name("out/000012.capture", head);
}

TEST(RunFolder, IsMadeForThisUserOnly) {
  const Folder folder;
  EXPECT_EQ(std::get<std::uint64_t>(open_folder(folder.path("a/b"))), 0U);
  struct stat about {};
  ASSERT_EQ(::stat(folder.path("a/b").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0700U);
}

TEST(RunFolder, GoesOnBehindTheHighestNumber) {
  const Folder folder;
  for (const char* name : {"000003-post-v1.yaml", "000012.capture", "000007-a.yaml.incomplete", "99", "999x", "x-1000"})
    folder.write(name, "");
  EXPECT_EQ(std::get<std::uint64_t>(open_folder(folder.path())), 12U);
}

TEST(RunFolder, IsNoneWhereAFileIs) {
  const Folder folder;
  folder.write("a", "");
  EXPECT_TRUE(std::holds_alternative<text::SystemError>(open_folder(folder.path("a"))));
  EXPECT_TRUE(std::holds_alternative<text::SystemError>(open_folder(folder.path("a/b"))));
  EXPECT_TRUE(std::holds_alternative<text::SystemError>(leftovers_in(folder.path("none"))));
}

TEST(RunFolder, HasWhatWasLeftByNumber) {
  const Folder folder;
  EXPECT_EQ(log_path(folder.path(), 12), folder.path("000012.capture"));
  for (const char* name : {"000012.capture", "000002.capture", "000001-a.yaml", "000003-a.yaml.draft-aB12cD",
                           "000003-a.yaml.draft-2", "mine.yaml.draft-aB12cD"})
    folder.write(name, "");
  const auto left = std::get<Leftovers>(leftovers_in(folder.path()));
  EXPECT_THAT(left.logs, ElementsAre(folder.path("000002.capture"), folder.path("000012.capture")));
  EXPECT_THAT(left.drafts, ElementsAre(folder.path("000003-a.yaml.draft-aB12cD")));
}

TEST(RunFolder, NamesTapesByNumberAndRequest) {
  EXPECT_EQ(name_of("POST", "/v1/chat/completions?key=1"), "000012-post-v1-chat-completions");
  EXPECT_EQ(name_of("GET", "https://host/v1/Models/a.b:c"), "000012-get-v1-models-a-b-c");
  EXPECT_EQ(name_of("GET", "https://host"), "000012-get");
  EXPECT_EQ(name_of("OPTIONS", "*"), "000012-options");
  EXPECT_EQ(name_of("GET", "/../" + std::string(200, 'a')).size(), 67U);
}

}  // namespace
}  // namespace wiretape::recorder::log
