#include "wiretape/core/wire/websocket/ws_server_handshake.h"

#include <array>

#include <gtest/gtest.h>

#include "wiretape/core/wire/http/http_writer.h"

namespace wiretape::wire {
namespace {

constexpr std::string_view asked_key = "dGhlIHNhbXBsZSBub25jZQ==";

HttpFields asking_fields() {
  return {{"Host", "127.0.0.1"},
          {"Upgrade", "websocket"},
          {"Connection", "keep-alive, Upgrade"},
          {"Sec-WebSocket-Key", std::string(asked_key)},
          {"Sec-WebSocket-Version", "13"}};
}

// A request as asking_fields() has it, but for the named field: it has this value, or none where there is none.
std::variant<WsRequest, WsRefusal> read_asking(const std::string& name, const std::optional<std::string>& value) {
  HttpFields fields = asking_fields();
  std::erase_if(fields, [&](const HttpField& field) { return field.name == name; });
  if (value) fields.push_back({name, *value});
  return read_ws_request({.method = "GET", .target = "/v1/realtime", .fields = fields});
}

WsRefusal refusal_of(const std::string& name, const std::optional<std::string>& value) {
  const auto read = read_asking(name, value);
  return std::holds_alternative<WsRefusal>(read) ? std::get<WsRefusal>(read) : WsRefusal{0, "taken"};
}

TEST(WsServerHandshake, ReadsWhatAClientAsksFor) {
  HttpFields fields = asking_fields();
  fields.push_back({"sec-websocket-protocol", "realtime, openai-insecure-api-key.sk-1"});
  fields.push_back({"Sec-WebSocket-Protocol", "openai-beta.realtime-v1"});
  fields.push_back({"Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits"});
  const auto read = read_ws_request({.method = "GET", .target = "/", .fields = fields});
  ASSERT_TRUE(std::holds_alternative<WsRequest>(read)) << std::get<WsRefusal>(read).what;
  const auto& request = std::get<WsRequest>(read);
  EXPECT_EQ(request.key, asked_key);
  EXPECT_EQ(request.subprotocols,
            (std::vector<std::string>{"realtime", "openai-insecure-api-key.sk-1", "openai-beta.realtime-v1"}));
  EXPECT_EQ(request.extensions, (std::vector<WsExtension>{{"permessage-deflate", {{"client_max_window_bits"}}}}));
}

TEST(WsServerHandshake, TakesNamesInAnyCase) {
  EXPECT_TRUE(std::holds_alternative<WsRequest>(read_asking("Upgrade", "WebSocket")));
  EXPECT_TRUE(std::holds_alternative<WsRequest>(read_asking("Connection", "UPGRADE")));
}

TEST(WsServerHandshake, Answers400WhereAFieldIsMissingOrWrong) {
  const struct {
    const char* name;
    std::optional<std::string> value;
  } mistakes[] = {
      {"Connection", std::nullopt},
      {"Connection", "keep-alive"},
      {"Sec-WebSocket-Version", std::nullopt},
      {"Sec-WebSocket-Key", std::nullopt},
      {"Sec-WebSocket-Key", "short"},
      {"Sec-WebSocket-Key", std::string(asked_key) + ", " + std::string(asked_key)},
      {"Sec-WebSocket-Protocol", ""},
      {"Sec-WebSocket-Protocol", "a, a"},
      {"Sec-WebSocket-Protocol", "a b"},
      {"Sec-WebSocket-Extensions", "a;"},
  };
  for (const auto& [name, value] : mistakes)
    EXPECT_EQ(refusal_of(name, value).status, 400) << name << ": " << value.value_or("missing");
}

TEST(WsServerHandshake, Answers426WithTheVersionItSpeaks) {
  for (const auto& [name, value] : {HttpField{"Sec-WebSocket-Version", "8"}, HttpField{"Upgrade", "h2c"}}) {
    const WsRefusal refusal = refusal_of(name, value);
    EXPECT_EQ(refusal.status, 426) << refusal.what;
    EXPECT_EQ(find_field(refusal.fields, "sec-websocket-version"), "13");
    EXPECT_EQ(find_field(refusal.fields, "upgrade"), "websocket");
  }
  EXPECT_EQ(refusal_of("Upgrade", std::nullopt).status, 426);
}

TEST(WsServerHandshake, RefusesOtherMethodsAndHttp10) {
  const auto posted = read_ws_request({.method = "POST", .target = "/", .fields = asking_fields()});
  EXPECT_EQ(std::get<WsRefusal>(posted).status, 405);
  const auto old = read_ws_request({.method = "GET", .target = "/", .minor_version = 0, .fields = asking_fields()});
  EXPECT_EQ(std::get<WsRefusal>(old).status, 400);
}

TEST(WsServerHandshake, KnowsWhoMeansAWebSocket) {
  EXPECT_TRUE(asks_for_ws({.method = "POST", .target = "/", .fields = {{"upgrade", "foo, WebSocket"}}}));
  EXPECT_FALSE(asks_for_ws({.method = "GET", .target = "/", .fields = {{"upgrade", "h2c"}}}));
}

TEST(WsServerHandshake, ChoosesTheFirstSubprotocolOfTheClientsThatItKnows) {
  const WsRequest request{.key = {}, .subprotocols = {"b", "a"}};
  const std::array<std::string_view, 2> known = {"a", "b"};
  EXPECT_EQ(choose_ws_subprotocol(request, known), "b");
  const std::array<std::string_view, 1> other = {"B"};
  EXPECT_EQ(choose_ws_subprotocol(request, other), std::nullopt);
}

// RFC 6455 section 1.3.
TEST(WsServerHandshake, AnswersAsTheStandardsExample) {
  std::string text;
  append_response_head(text, ws_response(asked_key, "chat", std::nullopt));
  EXPECT_EQ(text,
            "HTTP/1.1 101 Switching Protocols\r\n"
            "Upgrade: websocket\r\n"
            "Connection: Upgrade\r\n"
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
            "Sec-WebSocket-Protocol: chat\r\n"
            "\r\n");
}

}  // namespace
}  // namespace wiretape::wire
