#include "wiretape/client/endpoint.h"

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/client/asio_transport.h"
#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

using ::testing::HasSubstr;

net::Environment environment(std::map<std::string, std::string, std::less<>> variables) {
  return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

Endpoint found(const Options& options, const net::Environment& variables) {
  auto result = find_endpoint(options, variables);
  if (const auto* error = std::get_if<ConfigurationError>(&result)) {
    ADD_FAILURE() << error->what;
    return {};
  }
  return std::get<Endpoint>(std::move(result));
}

std::string error_of(const Options& options, const net::Environment& variables) {
  const auto result = find_endpoint(options, variables);
  const auto* error = std::get_if<ConfigurationError>(&result);
  return error == nullptr ? "no error" : error->what;
}

Options with_base(const std::string& url) {
  Options options;
  options.base_url = url;
  return options;
}

TEST(Endpoint, APresetAtItsOwnAddress) {
  const auto endpoint = found({}, environment({{"OPENAI_API_KEY", "sk-1"}}));
  EXPECT_EQ(endpoint.url, (net::Url{true, "api.openai.com", 443, "/v1", ""}));
  EXPECT_EQ(endpoint.key, "sk-1");
  EXPECT_EQ(endpoint.default_model, "gpt-4o-mini");
  EXPECT_TRUE(endpoint.requires_terminator);
}

TEST(Endpoint, AnotherPresetHasItsOwnVariables) {
  Options options;
  options.provider = "cerebras";
  const auto endpoint =
      found(options, environment({{"OPENAI_API_KEY", "sk-1"}, {"CEREBRAS_API_KEY", "csk"}, {"OPENAI_BASE_URL", "x"}}));
  EXPECT_EQ(endpoint.url.host, "api.cerebras.ai");
  EXPECT_EQ(endpoint.key, "csk");
  EXPECT_FALSE(endpoint.requires_terminator);
}

TEST(Endpoint, TheVariableOverridesThePresetAndTheOptionBoth) {
  const auto variables = environment({{"OPENAI_BASE_URL", "http://127.0.0.1:1/v1"}, {"OPENAI_API_KEY", "sk-1"}});
  EXPECT_EQ(found({}, variables).url.port, 1);
  auto options = with_base("http://127.0.0.1:2/v1");
  options.api_key = "sk-2";
  EXPECT_EQ(found(options, variables).url.port, 2);
  EXPECT_EQ(found(options, variables).key, "sk-2");
}

TEST(Endpoint, AnOverriddenAddressIsAnUnknownHost) {
  const auto endpoint = found(with_base("http://127.0.0.1:8089/v1"), environment({}));
  EXPECT_FALSE(endpoint.requires_terminator);
  EXPECT_EQ(endpoint.key, "");
}

TEST(Endpoint, NamingThePresetsOwnAddressChangesNothing) {
  const auto endpoint = found(with_base("https://api.openai.com/v1"), environment({{"OPENAI_API_KEY", "sk-1"}}));
  EXPECT_TRUE(endpoint.requires_terminator);
}

/// What goes over the wire.
std::string request_text(const Endpoint& endpoint, const provider::ChatRequest& request) {
  return asio_call_options(call_request(endpoint, request), nullptr).request;
}

std::string first_line(const Endpoint& endpoint) {
  const std::string text = request_text(endpoint, {});
  return text.substr(0, text.find("\r\n"));
}

TEST(Endpoint, KeepsThePrefixOfThePathAndTheQuery) {
  const auto endpoint = found(with_base("http://h/~s/@reset:event=4;seed=7//v1/?version=2"), environment({}));
  EXPECT_EQ(first_line(endpoint), "POST /~s/@reset:event=4;seed=7//v1/chat/completions?version=2 HTTP/1.1");
}

TEST(Endpoint, AnthropicsBaseUrlHasNoVersionAndMayHaveOne) {
  Options options;
  options.provider = "anthropic";
  const auto own = found(options, environment({{"ANTHROPIC_API_KEY", "sk-ant-1"}}));
  EXPECT_EQ(own.url.host, "api.anthropic.com");
  EXPECT_EQ(first_line(own), "POST /v1/messages HTTP/1.1");
  EXPECT_TRUE(own.requires_terminator);
  for (const auto& [base, path] :
       std::map<std::string, std::string>{{"http://h", "/v1/messages"},
                                          {"http://h/", "/v1/messages"},
                                          {"http://h/v1", "/v1/messages"},
                                          {"http://h/v1/", "/v1/messages"},
                                          {"http://h/~s/anthropic", "/~s/anthropic/v1/messages"}}) {
    options.base_url = base;
    EXPECT_EQ(first_line(found(options, environment({}))), "POST " + path + " HTTP/1.1") << base;
  }
}

TEST(Endpoint, TheResponsesApiIsAPresetOfItsOwn) {
  Options options;
  options.provider = "openai-responses";
  const auto own = found(options, environment({{"OPENAI_API_KEY", "sk-1"}}));
  EXPECT_EQ(own.url.host, "api.openai.com");
  EXPECT_EQ(first_line(own), "POST /v1/responses HTTP/1.1");
}

TEST(Endpoint, ABaseUrlOfAWebSocketIsTakenApartAsThatOfHttp) {
  const auto plain = found(with_base("ws://127.0.0.1:8089/v1?a=b"), environment({}));
  EXPECT_TRUE(plain.is_websocket);
  EXPECT_EQ(plain.url, (net::Url{false, "127.0.0.1", 8089, "/v1", "a=b"}));
  const auto secure = found(with_base("WSS://h/v1"), environment({}));
  EXPECT_TRUE(secure.is_websocket);
  EXPECT_EQ(secure.url, (net::Url{true, "h", 443, "/v1", ""}));
  EXPECT_FALSE(found(with_base("http://ws/v1"), environment({})).is_websocket);
  EXPECT_THAT(error_of(with_base("ws://h:0/"), environment({})), HasSubstr("byte 6: found ':0', expected"));
  EXPECT_THAT(error_of(with_base("wsx://h/"), environment({})), HasSubstr("byte 0: found another scheme"));
}

TEST(Endpoint, ErrorsSayWhatToDo) {
  Options unknown;
  unknown.provider = "acme";
  EXPECT_THAT(error_of(unknown, environment({})), HasSubstr("unknown provider 'acme'; known are openai, "));
  EXPECT_EQ(error_of({}, environment({})), "no key for openai: set OPENAI_API_KEY");
  EXPECT_EQ(error_of({}, environment({{"OPENAI_BASE_URL", "localhost:8089"}})),
            "bad URL 'localhost:8089' (OPENAI_BASE_URL), byte 0: found another scheme, or none, expected http:// or "
            "https://");
  EXPECT_THAT(error_of(with_base("http://h:0/"), environment({})),
              HasSubstr("(the given base URL), byte 8: found ':0', expected"));
}

TEST(Endpoint, AKeyThatWouldBreakTheHeadIsRefusedAndNotShown) {
  Options options = with_base("http://h/v1");
  options.api_key = "sk-secret\r\nx: y";
  const auto error = error_of(options, environment({}));
  EXPECT_THAT(error, HasSubstr("the given key"));
  EXPECT_THAT(error, ::testing::Not(HasSubstr("secret")));
  EXPECT_THAT(error_of({}, environment({{"OPENAI_API_KEY", "sk 1"}})), HasSubstr("OPENAI_API_KEY"));
}

TEST(CallRequest, IsOneWholeRequest) {
  auto endpoint = found(with_base("http://127.0.0.1:8089/v1?a=b"), environment({{"OPENAI_API_KEY", "sk-1"}}));
  EXPECT_EQ(request_text(endpoint, {.model = "", .prompt = "", .body = "{}"}),
            "POST /v1/chat/completions?a=b HTTP/1.1\r\n"
            "host: 127.0.0.1:8089\r\n"
            "user-agent: wiretape\r\n"
            "accept: text/event-stream, application/json\r\n"
            "content-type: application/json\r\n"
            "content-length: 2\r\n"
            "connection: close\r\n"
            "authorization: Bearer sk-1\r\n"
            "\r\n"
            "{}");
  endpoint.key.clear();
  EXPECT_THAT(request_text(endpoint, {.model = "", .prompt = "", .body = "{}"}),
              ::testing::Not(HasSubstr("authorization")));
  endpoint.dialect = provider::find_dialect("anthropic.messages");
  endpoint.key = "sk-ant-1";
  EXPECT_THAT(request_text(endpoint, {.model = "", .prompt = "", .body = "{}"}),
              HasSubstr("\r\nx-api-key: sk-ant-1\r\nanthropic-version: 2023-06-01\r\n\r\n{}"));
}

}  // namespace
}  // namespace wiretape::client
