#include "wiretape/convert/mitmproxy/mitmproxy.h"

#include <string>
#include <string_view>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/convert/imported_for_test.h"
#include "wiretape/convert/mitmproxy/tnetstring.h"

namespace wiretape::convert {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string net(std::string_view bytes, char type) {
  return std::to_string(bytes.size()) + ":" + std::string(bytes) + type;
}
std::string key(std::string_view name) {
  return net(name, ';');
}
std::string field(std::string_view name, std::string_view value) {
  return net(net(name, ',') + net(value, ','), ']');
}
const std::string nothing = net("", '~');

std::string flow_request(std::string_view path) {
  const std::string body = R"({"model":"m","messages":[]})";
  return net(key("path") + net(path, ',') + key("method") + net("POST", ',') + key("scheme") + net("https", ',') +
                 key("host") + net("h", ';') + key("port") + net("443", '#') + key("headers") +
                 net(field("authorization", "Bearer s3cret"), ']') + key("content") + net(body, ',') +
                 key("timestamp_start") + net("1795834020.467395", '^'),
             '}');
}

std::string flow_response(const std::string& content, const std::string& fields) {
  return net(key("status_code") + net("200", '#') + key("reason") + net("OK", ',') + key("headers") + net(fields, ']') +
                 key("content") + content + key("trailers") + nothing,
             '}');
}

std::string flow_of(const std::string& response, const std::string& error = nothing,
                    const std::string& web_socket = nothing, std::string_view type = "http") {
  return net(key("websocket") + web_socket + key("response") + response + key("request") +
                 flow_request("/v1/chat/completions?key=s3cret") + key("intercepted") + net("false", '!') +
                 key("error") + error + key("type") + net(type, ';') + key("version") + net("21", '#'),
             '}');
}

const std::string streamed =
    flow_response(net("data: a\n\ndata: \xFF\n\n", ','), field("content-type", "text/event-stream"));

TEST(Mitmproxy, GivesTheExchangeOfEachFlow) {
  const auto tape = imported(flow_of(streamed) + flow_of(streamed), "mitmproxy");
  EXPECT_THAT(tape.notes, IsEmpty());
  EXPECT_EQ(tape.text.substr(0, tape.text.find("  - request", 40)),
            "wiretape: 1\n"
            "exchanges:\n"
            "  - request: {method: POST, path: /v1/chat/completions, json: {model: m, messages: []}}\n"
            "    uses: 1\n"
            "    response:\n"
            "      status: 200\n"
            "      headers: [[content-type, text/event-stream]]\n"
            "      body:\n"
            "        - \"data: a\\n\\n\"\n"
            "        - !b64 ZGF0YTog/woK\n"
            "      end: {by: upstream, how: complete}\n");
  EXPECT_EQ(tape.tape.exchanges.size(), 2U);
}

TEST(Mitmproxy, LeavesOutWhatHasNoBodyAndSaysWhy) {
  const auto error = net(key("msg") + net("peer closed connection", ';'), '}');
  const auto web_socket = net(key("messages") + net(nothing + nothing, ']'), '}');
  const auto tape = imported(flow_of(streamed) + flow_of(flow_response(nothing, ""), error) + flow_of(nothing, error) +
                                 flow_of(streamed, nothing, web_socket) + flow_of(streamed, nothing, nothing, "tcp"),
                             "mitmproxy");
  EXPECT_EQ(tape.tape.exchanges.size(), 1U);
  EXPECT_THAT(
      tape.notes,
      ElementsAre("flow 2: a response whose body mitmproxy has not kept: peer closed connection; it is left out",
                  "flow 3: no response: peer closed connection; it is left out",
                  "flow 4: a WebSocket with 2 messages; it is left out",
                  "flow 5: a flow of type 'tcp'; it is left out"));
}

TEST(Mitmproxy, IsRefusedWithItsByte) {
  EXPECT_THAT(refused(flow_of(streamed).substr(0, 200)),
              ElementsAre(HasSubstr("at byte 0: a value that is cut short")));
  EXPECT_THAT(refused(flow_of(streamed) + "x", "mitmproxy"), ElementsAre(HasSubstr("no size")));
  EXPECT_THAT(refused(net(key("a") + "3:abc?", '}')), ElementsAre(HasSubstr("at byte 9: a value of an unknown type")));
  std::string deep = "0:]";
  for (int level = 0; level < 100; ++level)
    deep = net(deep, ']');
  EXPECT_THAT(refused(deep), ElementsAre(HasSubstr("values without end")));
}

TEST(Tnetstring, ReadsEachType) {
  std::string text = net(key("a") + net("1.5", '^') + key("b") + net("inf", '^') + key("c") + net("true", '!') +
                             key("d") + net("-7", '#') + net("e", ',') + net(nothing, ']'),
                         '}') +
                     "rest";
  std::string_view left = text;
  auto read = take_tnetstring(left);
  ASSERT_TRUE(std::holds_alternative<Json>(read));
  EXPECT_EQ(std::get<Json>(read), Json::parse(R"({"a":1.5,"b":null,"c":true,"d":-7,"e":[null]})"));
  EXPECT_EQ(left, "rest");
}

}  // namespace
}  // namespace wiretape::convert
