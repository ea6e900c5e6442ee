#include "cli/serve/ready_line.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/testing/folder.h"

namespace wiretape::cli {
namespace {

using wiretape::cli::testing::Folder;

const mockserver::Ready ready{.url = "http://127.0.0.1:8089",
                              .port = 8089,
                              .control_url = "http://127.0.0.1:40001",
                              .control_port = 40001,
                              .exchanges = 1};

TEST(ReadyLine, NamesBothPorts) {
  EXPECT_EQ(ready_text(ready),
            "wiretape: ready on http://127.0.0.1:8089 with 1 exchange; control on http://127.0.0.1:40001\n");
  EXPECT_EQ(ready_json(ready),
            R"({"ready":true,"url":"http://127.0.0.1:8089","port":8089,"control_url":"http://127.0.0.1:40001",)"
            "\"control_port\":40001,\"exchanges\":1}\n");
}

TEST(ReadyLine, NamesWhatToTrust) {
  auto over_tls = ready;
  over_tls.exchanges = 2;
  over_tls.authority_file = "ca.pem";
  EXPECT_THAT(ready_text(over_tls), ::testing::HasSubstr("with 2 exchanges; control on "));
  EXPECT_THAT(ready_text(over_tls), ::testing::EndsWith("; clients trust ca.pem\n"));
  EXPECT_THAT(ready_json(over_tls), ::testing::EndsWith("\"exchanges\":2,\"tls_ca_file\":\"ca.pem\"}\n"));
}

TEST(ReadyFile, HoldsTheLineAsLongAsItsOwner) {
  const Folder folder;
  const auto path = folder.path("ready");
  {
    const auto written = write_ready_file(path, "a line\n");
    ASSERT_TRUE(std::holds_alternative<file::OwnedFile>(written));
    std::ifstream file(path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "a line\n");
    const auto mask = ::umask(0);
    ::umask(mask);
    struct stat about {};
    ASSERT_EQ(::stat(path.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0666U & ~mask);
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(ReadyFile, SaysWhyItCanNotBeWritten) {
  const auto nowhere = write_ready_file("/no/such/folder/file", "a line\n");
  EXPECT_EQ(std::get<text::SystemError>(nowhere).cause, "No such file or directory");
}

}  // namespace
}  // namespace wiretape::cli
