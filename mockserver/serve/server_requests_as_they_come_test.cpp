// Requests to a live server as SDKs and pages really send them: packed, with halves of characters, to localhost.

#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/server_for_test.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using wiretape::testing::post;
using wiretape::testing::RawClient;
using namespace std::string_literals;

/// Answers "found" to what asks for the model, and 404 to all else.
MockServer serve_model(const std::string& model, ServerOptions options = {}) {
  tape::Exchange exchange = plain("found", "/v1", "found");
  exchange.request.json = R"({"model":")" + model + R"("})";
  return server_of({std::move(exchange)}, options);
}

std::string answer_to(const MockServer& server, std::string_view body, const std::string& fields = "") {
  RawClient client(server.port());
  client.send(post("/v1", body, fields + closing));
  return client.read_all();
}

// {"model":"packed"} in each coding.
const std::string in_deflate = "\xab\x56\xca\xcd\x4f\x49\xcd\x51\xb2\x52\x2a\x48\x4c\xce\x4e\x4d\x51\xaa\x05\x00"s;
const std::string in_zlib = "\x78\xda" + in_deflate + "\x3a\xf1\x06\x34";
const std::string in_gzip = "\x1f\x8b\x08\0\0\0\0\0\x02\x03"s + in_deflate + "\xc7\xc7\x66\x02\x12\0\0\0"s;
const std::string in_br =
    "\x8b\x08\x80"
    R"({"model":"packed"})"
    "\x03";
const std::string zeros_in_br = "\x1b\xe7\x03\x00\x24\x60\xa2\xb1\x40\x42\x03"s;  // a thousand of them
const std::string in_zstd =
    "\x28\xb5\x2f\xfd\x24\x12\x91\0\0"s
    R"({"model":"packed"})"
    "\x43\x39\xc9\x11";

TEST(ServerPackedRequests, AreMatchedUnpacked) {
  const auto server = serve_model("packed");
  const std::pair<std::string, std::string> requests[] = {
      {"deflate", in_deflate}, {"deflate", in_zlib}, {"gzip", in_gzip}, {"br", in_br}, {"zstd", in_zstd}};
  for (const auto& [coding, body] : requests) {
    EXPECT_THAT(answer_to(server, body, "Content-Encoding: " + coding + "\r\n"), EndsWith("found")) << coding;
    EXPECT_EQ(server.journal().entries().back().request.body, R"({"model":"packed"})") << coding;
  }
}

TEST(ServerPackedRequests, AreRefusedWhereTheyAreTooLargeDamagedOrUnknown) {
  const auto server = serve_model("packed", {.limits = {.body = 40}});
  EXPECT_THAT(answer_to(server, in_zstd.substr(0, 20), "Content-Encoding: zstd\r\n"),
              AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("isn't sound zstd from its byte")));
  const auto strict = serve_model("packed", {.limits = {.body = 17}});
  EXPECT_THAT(answer_to(strict, zeros_in_br, "Content-Encoding: br\r\n"), StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(answer_to(server, "x", "Content-Encoding: compress\r\n"), StartsWith("HTTP/1.1 415 "));
}

TEST(ServerOddRequests, HalfASurrogatePairIsNoReasonToMissARule) {
  const auto server = serve_model("m");
  const std::string body = R"({"model":"m","messages":[{"role":"user","content":"cut \ud83d"}]})";
  EXPECT_THAT(answer_to(server, body), EndsWith("found"));
  EXPECT_EQ(server.journal().entries().back().request.body, body) << "as it came";
}

TEST(ServerOnLocalhost, AnswersOnBothFamilies) {
  const auto server = serve_model("m", {.host = "localhost"});
  EXPECT_THAT(answer_to(server, R"({"model":"m"})"), EndsWith("found"));

  boost::asio::io_context context;
  boost::asio::ip::tcp::socket client(context);
  boost::system::error_code error;
  client.connect({boost::asio::ip::make_address("::1"), server.port()}, error);
  namespace errc = boost::system::errc;
  for (const auto missing :
       {errc::address_not_available, errc::network_unreachable, errc::address_family_not_supported}) {
    if (error == missing) GTEST_SKIP() << "no ::1 here";
  }
  ASSERT_FALSE(error) << error.message();
  const std::string request = post("/v1", R"({"model":"m"})", closing);
  client.write_some(boost::asio::buffer(request));
  std::string answer(200, '\0');
  std::size_t size = 0;
  while (!error && size < answer.size())
    size += client.read_some(boost::asio::buffer(answer.data() + size, answer.size() - size), error);
  EXPECT_THAT(answer.substr(0, size), EndsWith("found"));
}

}  // namespace
}  // namespace wiretape::mockserver
