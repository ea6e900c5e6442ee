// The client against the dialogues of tests/tapes/websocket_answers.yaml, with and without TLS.

#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/client/client.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/core/tape/load/read_tape.h"
#include "wiretape/mockserver/mock_server.h"

namespace wiretape {
namespace {

mockserver::MockServer serve_answers(net::TlsServerContext tls = nullptr) {
  std::vector<tape::Tape> tapes;
  tapes.push_back(std::get<tape::Tape>(tape::read_tape(WIRETAPE_SOURCE_DIR "/tests/tapes/websocket_answers.yaml")));
  mockserver::ServerOptions options;
  options.tls = std::move(tls);
  return std::get<mockserver::MockServer>(mockserver::MockServer::start(std::move(tapes), options));
}

/// What an http URL is as a WebSocket's.
std::string ws_url(const std::string& url) {
  return "ws" + url.substr(4);
}

client::Result ask_by_websocket(const std::string& url, const std::string& provider = "openai",
                                const std::string& ca_file = "") {
  client::Options options;
  options.provider = provider;
  options.base_url = ws_url(url);
  options.api_key = "";
  options.ca_file = ca_file;
  const auto made = client::Client::make(options);
  auto stream = std::get<client::Client>(made).chat({"m", "Hello?"});
  return stream.result();
}

TEST(WebSocketClient, StreamsResponses) {
  const auto server = serve_answers();
  const auto result = ask_by_websocket(server.url("/v1"), "openai-responses");
  EXPECT_TRUE(std::holds_alternative<client::Completed>(result.outcome)) << describe(result.outcome);
  EXPECT_EQ(result.message.first().text, "Hello there.");
}

TEST(WebSocketClient, StreamsAChunkAMessage) {
  const auto server = serve_answers();
  const auto result = ask_by_websocket(server.url("/v1"));
  EXPECT_TRUE(std::holds_alternative<client::Completed>(result.outcome)) << describe(result.outcome);
  EXPECT_EQ(result.message.first().text, "Hello there.");
}

TEST(WebSocketClient, WhatEndsTooEarlyIsTruncated) {
  const auto server = serve_answers();
  EXPECT_EQ(describe(ask_by_websocket(server.url("/left/v1")).outcome),
            "truncated: the server closed with 1000: enough");
  EXPECT_EQ(describe(ask_by_websocket(server.url("/cut/v1")).outcome),
            "truncated: the connection was closed, and nothing shows that this was the end (closed)");
}

TEST(WebSocketClient, ARefusalIsTheServersError) {
  const auto server = serve_answers();
  const auto result = ask_by_websocket(server.url("/nowhere/v1"));
  const auto* const error = std::get_if<client::ProviderError>(&result.outcome);
  ASSERT_NE(error, nullptr) << describe(result.outcome);
  EXPECT_EQ(error->status, 404);
}

TEST(WebSocketClient, StreamsOverTls) {
  auto authority = std::get<net::TestAuthority>(net::make_test_authority("127.0.0.1"));
  const std::string file = ::testing::TempDir() + "websocket_client_test.pem";
  std::ofstream(file) << authority.certificate;
  const auto server = serve_answers(std::move(authority.server));
  const auto result = ask_by_websocket(server.url("/v1"), "openai", file);
  EXPECT_TRUE(std::holds_alternative<client::Completed>(result.outcome)) << describe(result.outcome);
  EXPECT_EQ(result.message.first().text, "Hello there.");
  std::remove(file.c_str());
}

}  // namespace
}  // namespace wiretape
