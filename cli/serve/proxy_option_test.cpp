#include "cli/serve/proxy_option.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/exit_code.h"
#include "cli/serve/proxy_lines.h"
#include "cli/testing/command.h"
#include "cli/testing/folder.h"
#include "tests/support/raw_client.h"
#include "tests/support/raw_tls_client.h"

namespace wiretape::cli {
namespace {

using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::cli::testing::Command;
using wiretape::cli::testing::Folder;
using wiretape::cli::testing::run;
using wiretape::testing::post;
using wiretape::testing::RawTlsClient;

const std::string hello = std::string(WIRETAPE_SOURCE_DIR) + "/fixtures/openai_chat/hello.yaml";

std::string read_file(const std::string& path) {
  std::ifstream input(path);
  return {std::istreambuf_iterator<char>(input), {}};
}

std::string refused(std::vector<std::string> intercepts) {
  const auto made = make_proxy({.is_on = true, .intercepts = std::move(intercepts), .authority_file = ""});
  const auto* error = std::get_if<ProxyOptionError>(&made);
  return error == nullptr ? "" : error->what;
}

TEST(ProxyOption, MakesNothingUnlessItIsAskedFor) {
  const auto made = make_proxy({});
  EXPECT_FALSE(std::get<MadeProxy>(made).terms);
  EXPECT_EQ(proxy_text(std::get<MadeProxy>(made), "http://x"), "");
}

TEST(ProxyOption, WritesItsAuthorityBeforeTheSystems) {
  const Folder folder;
  const auto file = folder.path("ca.pem");
  const auto made = make_proxy({.is_on = true, .intercepts = {"api.test", "[::1]:443"}, .authority_file = file});
  const auto& proxy = std::get<MadeProxy>(made);
  ASSERT_EQ(proxy.terms->hosts.size(), 2U);
  EXPECT_TRUE(proxy.terms->tunnels_others);
  EXPECT_THAT(read_file(file), StartsWith("-----BEGIN CERTIFICATE-----\n"));
  EXPECT_THAT(read_file(file), EndsWith(system_authorities()));
  EXPECT_THAT(read_file(file), ::testing::Not(HasSubstr("PRIVATE")));
  struct stat about {};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
  EXPECT_EQ(proxy_text(proxy, "http://127.0.0.1:8090"),
            "wiretape: proxy for api.test, [::1]:443; for programs that go by it: HTTPS_PROXY=http://127.0.0.1:8090 "
            "SSL_CERT_FILE=" +
                file + " REQUESTS_CA_BUNDLE=" + file + " NODE_EXTRA_CA_CERTS=" + file + " NODE_USE_ENV_PROXY=1\n");
  const auto line = proxy_json(proxy, "http://127.0.0.1:8090");
  EXPECT_EQ(line.at("intercepted").dump(), R"(["api.test","[::1]:443"])");
  EXPECT_EQ(line.at("ca_file"), file);
  EXPECT_EQ(line.at("environment").at("HTTPS_PROXY"), "http://127.0.0.1:8090");
}

TEST(ProxyOption, SaysWhatIsWrong) {
  EXPECT_THAT(refused({}), HasSubstr("--proxy needs --intercept HOST"));
  EXPECT_THAT(refused({"https://api.test"}), StartsWith("--intercept 'https://api.test', byte 6: found a path"));
  const auto nowhere = make_proxy({.is_on = true, .intercepts = {"a.test"}, .authority_file = "/no/such/ca.pem"});
  EXPECT_THAT(std::get<ProxyOptionError>(nowhere).what, EndsWith("; name another --proxy-ca-file"));
}

TEST(ServeProxy, AnswersAsTheHostsThatItIntercepts) {
  Command serve({"serve", hello, "--port", "0", "--json", "--proxy", "--intercept", "localhost"});
  const auto ready_line = json::parse(serve.read_until("\n"), nullptr, false);
  const auto file = ready_line.at("proxy").at("ca_file").get<std::string>();
  RawTlsClient client(ready_line.at("port").get<std::uint16_t>(), read_file(file), {.tunnel = "localhost:443"});
  ASSERT_TRUE(client.is_connected());
  client.send(post("/v1/chat/completions",
                   R"({"model":"wiretape-hello","stream":true,"messages":[{"role":"user","content":"Hi"}]})",
                   "Connection: close\r\n"));
  EXPECT_THAT(client.read_all(), EndsWith("data: [DONE]\n\n\r\n0\r\n\r\n"));
  serve.interrupt();
  EXPECT_EQ(serve.finish().exit_code, exit_completed);
  EXPECT_NE(::access(file.c_str(), F_OK), 0) << "a temporary file goes";
}

TEST(ServeProxy, TellsWhoDoesNotTrustIt) {
  Command serve({"serve", hello, "--port", "0", "--json", "--proxy", "--intercept", "localhost"});
  const auto ready_line = json::parse(serve.read_until("\n"), nullptr, false);
  const auto other = std::get<net::HostsAuthority>(net::make_hosts_authority({"localhost"}));
  const RawTlsClient client(ready_line.at("port").get<std::uint16_t>(), other.certificate, {.tunnel = "localhost:443"});
  EXPECT_FALSE(client.is_connected());
  serve.interrupt();
  EXPECT_THAT(serve.finish().errors, HasSubstr("wiretape: localhost: the application did not agree on TLS"));
}

TEST(ServeProxy, SaysWhatIsWrongWithItsArguments) {
  const auto alone = run({"serve", hello, "--port", "0", "--proxy"});
  EXPECT_EQ(alone.exit_code, exit_usage);
  EXPECT_THAT(alone.errors, HasSubstr("--proxy needs --intercept HOST"));
  const auto mapped = run({"serve", hello, "--proxy", "--intercept", "a.test=http://127.0.0.1:1"});
  EXPECT_EQ(mapped.exit_code, exit_usage);
  EXPECT_THAT(mapped.errors, HasSubstr("--intercept takes no URL here"));
  EXPECT_EQ(run({"serve", hello, "--intercept", "a.test"}).exit_code, exit_usage);
  EXPECT_EQ(run({"serve", hello, "--proxy", "--intercept", "a.test", "--tls", "auto"}).exit_code, exit_usage);
}

}  // namespace
}  // namespace wiretape::cli
