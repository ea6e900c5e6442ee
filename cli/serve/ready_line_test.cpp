#include "cli/serve/ready_line.h"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

const Ready ready{.url = "http://127.0.0.1:8089",
                  .port = 8089,
                  .control_url = "http://127.0.0.1:40001",
                  .control_port = 40001,
                  .exchanges = 1};

TEST(ReadyLine, NamesBothPorts) {
  EXPECT_EQ(ready_text(ready),
            "wiretape: ready on http://127.0.0.1:8089 with 1 exchange; control on http://127.0.0.1:40001");
  EXPECT_EQ(ready_json(ready),
            R"({"ready":true,"url":"http://127.0.0.1:8089","port":8089,"control_url":"http://127.0.0.1:40001",)"
            R"("control_port":40001,"exchanges":1})");
}

TEST(ReadyLine, NamesWhatToTrust) {
  auto over_tls = ready;
  over_tls.exchanges = 2;
  over_tls.authority_file = "ca.pem";
  EXPECT_THAT(ready_text(over_tls), ::testing::HasSubstr("with 2 exchanges; control on "));
  EXPECT_THAT(ready_text(over_tls), ::testing::EndsWith("; clients trust ca.pem"));
  EXPECT_THAT(ready_json(over_tls), ::testing::EndsWith(R"("exchanges":2,"tls_ca_file":"ca.pem"})"));
}

TEST(ReadyFile, HoldsTheLineOrIsNotWritten) {
  const auto path = ::testing::TempDir() + "wiretape-ready-line-test";
  ASSERT_TRUE(write_ready_file(path, "a line"));
  std::ifstream file(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "a line\n");
  EXPECT_FALSE(write_ready_file("/no/such/folder/file", "a line"));
}

}  // namespace
}  // namespace wiretape::cli
