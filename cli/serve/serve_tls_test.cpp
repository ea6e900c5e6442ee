// `wiretape serve` over TLS, the real command, against other people's clients.

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/testing/command.h"

namespace wiretape::cli {
namespace {

using ::testing::HasSubstr;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::run;

const std::string tape = std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/hello.yaml";

/// A folder of its own, removed at the end.
class ServeTlsTest : public ::testing::Test {
 protected:
  ServeTlsTest() {
    auto pattern = ::testing::TempDir() + "wiretape-serve-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ServeTlsTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string in_folder(const std::string& name) const { return (folder_ / name).string(); }

  std::filesystem::path folder_;
};

nlohmann::json ready_line_of(Command& command) {
  return nlohmann::json::parse(command.read_until("\n"), nullptr, false);
}

std::string text_of(const std::string& file) {
  std::ifstream input(file);
  return {std::istreambuf_iterator<char>(input), {}};
}

TEST_F(ServeTlsTest, WritesTheCertificateToTrustAndNoKey) {
  const auto file = in_folder("ca.pem");
  Command serve({"serve", tape, "--port", "0", "--json", "--tls", "auto", "--tls-ca-file", file});
  const auto ready = ready_line_of(serve);
  EXPECT_EQ(ready["url"], "https://127.0.0.1:" + std::to_string(ready["port"].get<int>()));
  EXPECT_EQ(ready["tls_ca_file"], file);
  EXPECT_THAT(text_of(file), HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(text_of(file).find("KEY"), std::string::npos);
  struct stat about {};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);

  const auto chat = run({"chat", "Hi", "--model", "wiretape-hello", "--base-url",
                         ready["url"].get<std::string>() + "/v1", "--ca-file", file});
  EXPECT_EQ(chat.exit_code, exit_completed) << chat.errors;
  EXPECT_THAT(chat.output, HasSubstr("Hello from the tape."));
  serve.interrupt();
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
  EXPECT_TRUE(std::filesystem::exists(file));
}

TEST_F(ServeTlsTest, IsNotTrustedWithoutItAndChatSaysWhatToDo) {
  Command serve({"serve", tape, "--port", "0", "--json", "--tls", "auto", "--tls-ca-file", in_folder("ca.pem")});
  const auto url = ready_line_of(serve)["url"].get<std::string>() + "/v1";
  const auto chat = run({"chat", "Hi", "--model", "wiretape-hello", "--base-url", url});
  EXPECT_EQ(chat.exit_code, exit_transport);
  EXPECT_THAT(chat.errors, HasSubstr("certificate of 127.0.0.1 refused"));
  EXPECT_THAT(chat.errors, HasSubstr("a certificate that no public authority made needs --ca-file\n"));
}

TEST_F(ServeTlsTest, RemovesTheTemporaryCertificateAtTheEnd) {
  Command serve({"serve", tape, "--port", "0", "--tls", "auto"}, {"TMPDIR=" + folder_.string()});
  const std::string ready = serve.read_until("\n");
  EXPECT_THAT(ready, HasSubstr("wiretape: ready on https://127.0.0.1:"));
  const auto at = ready.find(in_folder("wiretape-ca-"));
  ASSERT_NE(at, std::string::npos) << ready;
  const auto file = ready.substr(at, ready.size() - at - 1);
  EXPECT_THAT(text_of(file), HasSubstr("BEGIN CERTIFICATE"));
  serve.interrupt();
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
  EXPECT_FALSE(std::filesystem::exists(file));
}

// A shell's answer: what the command printed, or "none" where it is not installed.
std::string answer_of(const std::string& program, const std::string& command) {
  if (std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) != 0) return "none";
  std::string output;
  FILE* pipe = ::popen(command.c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
    output.push_back(static_cast<char>(c));
  return ::pclose(pipe) == 0 ? output : "failed: " + output;
}

TEST_F(ServeTlsTest, IsTrustedByCurl) {
  const auto file = in_folder("ca.pem");
  Command serve({"serve", tape, "--port", "0", "--json", "--tls", "auto", "--tls-ca-file", file});
  const auto port = std::to_string(ready_line_of(serve)["port"].get<int>());
  const auto output = answer_of("curl", "curl -sS --cacert " + file + " https://localhost:" + port + "/v1/models 2>&1");
  if (output == "none") GTEST_SKIP() << "no curl";
  EXPECT_THAT(output, HasSubstr("wiretape-hello"));
}

TEST_F(ServeTlsTest, IsTrustedByPythonUnderItsStrictRules) {
  const auto file = in_folder("ca.pem");
  Command serve({"serve", tape, "--port", "0", "--json", "--tls", "auto", "--tls-ca-file", file});
  const auto port = std::to_string(ready_line_of(serve)["port"].get<int>());
  const auto output = answer_of("python3",
                                "python3 -c \"import ssl, urllib.request as r\n"
                                "c = ssl.create_default_context(cafile='" +
                                    file +
                                    "')\n"
                                    "c.verify_flags |= ssl.VERIFY_X509_STRICT\n"
                                    "print(r.urlopen('https://127.0.0.1:" +
                                    port + "/v1/models', context=c).read().decode())\" 2>&1");
  if (output == "none") GTEST_SKIP() << "no python3";
  EXPECT_THAT(output, HasSubstr("wiretape-hello"));
}

TEST_F(ServeTlsTest, NamesFilesThatDoNotServe) {
  const auto missing = in_folder("missing.pem");
  const auto finished = run({"serve", tape, "--port", "0", "--tls-cert", missing, "--tls-key", missing});
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_EQ(finished.errors, "wiretape serve: can't read the certificate " + missing +
                                 " (No such file or directory); name a PEM file that this user may read\n");
}

TEST_F(ServeTlsTest, WantsCertificateAndKeyTogether) {
  EXPECT_EQ(run({"serve", tape, "--port", "0", "--tls-cert", "c.pem"}).exit_code, exit_usage);
  EXPECT_EQ(run({"serve", tape, "--port", "0", "--tls-key", "k.pem"}).exit_code, exit_usage);
  EXPECT_EQ(run({"serve", tape, "--port", "0", "--tls", "yes"}).exit_code, exit_usage);
}

TEST_F(ServeTlsTest, SaysWhereTheCertificateCouldNotBeWritten) {
  const auto finished = run({"serve", tape, "--port", "0", "--tls", "auto", "--tls-ca-file", in_folder("no/ca.pem")});
  EXPECT_EQ(finished.exit_code, exit_usage);
  EXPECT_THAT(finished.errors, HasSubstr("can't write the authority's certificate to " + in_folder("no/ca.pem")));
}

}  // namespace
}  // namespace wiretape::cli
