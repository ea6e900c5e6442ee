#include "wiretape/core/tape/load/response/load_response.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(LoadResponse, ReadsAStream) {
  const Exchange exchange = exchange_of(
      "request: {path: /v1/chat/completions}\n"
      "response:\n"
      "  status: 201\n"
      "  reason: Made\n"
      "  headers: [[content-type, text/event-stream], [x-a, b]]\n"
      "  stream: [{data: \"[DONE]\"}]");
  const auto& response = std::get<StreamResponse>(exchange.answer);
  EXPECT_EQ(response.head.status, 201);
  EXPECT_EQ(response.head.reason, "Made");
  EXPECT_THAT(response.head.fields,
              ElementsAre(wire::HttpField{"content-type", "text/event-stream"}, wire::HttpField{"x-a", "b"}));
  EXPECT_EQ(response.events.size(), 1U);
  ASSERT_NE(exchange.dialect, nullptr);  // from the path
  EXPECT_EQ(exchange.dialect->name, "openai.chat");
}

TEST(LoadResponse, ReadsABody) {
  const Exchange exchange = exchange_of("response: {body: \"a\\r\\nb\"}");
  const auto& response = std::get<PlainResponse>(exchange.answer);
  EXPECT_EQ(response.head.status, 200);
  EXPECT_EQ(response.head.reason, "");
  EXPECT_THAT(response.head.fields, IsEmpty());
  EXPECT_EQ(response.body, "a\r\nb");
  EXPECT_EQ(exchange.dialect, nullptr);
}

TEST(LoadResponse, ReadsABodyOfBytesOrJson) {
  EXPECT_EQ(std::get<PlainResponse>(exchange_of("response: {body: !b64 /wA=}").answer).body, std::string("\xFF\0", 2));
  EXPECT_EQ(std::get<PlainResponse>(exchange_of("response: {json: {b: 1.0, a: []}}").answer).body,
            R"({"b":1.0,"a":[]})");
  EXPECT_EQ(std::get<PlainResponse>(exchange_of("response: {status: 204, body: ''}").answer).body, "");
}

TEST(LoadResponse, ReadsItsDialect) {
  EXPECT_EQ(exchange_of("response: {dialect: openai.chat, body: x}").dialect->name, "openai.chat");
  EXPECT_THAT(mistakes_of("response: {dialect: opnai.chat, body: x}"),
              ElementsAre(HasSubstr("did you mean 'openai.chat'?")));
}

TEST(LoadResponse, AsksForExactlyOneBody) {
  EXPECT_THAT(
      mistakes_of("response: {status: 200}"),
      ElementsAre(
          "4:15: a response without a body; expected one of the keys: stream, body, json; body: \"\" is an empty one"));
  EXPECT_THAT(mistakes_of("response: {body: a, stream: [], json: {}}"),
              ElementsAre("4:16: 'body' beside 'stream'; expected only one of them",
                          "4:37: 'json' beside 'body'; expected only one of them",
                          "4:37: 'json' beside 'stream'; expected only one of them"));
}

TEST(LoadResponse, RefusesValuesOfTheWrongKind) {
  EXPECT_THAT(mistakes_of("response: {status: 99, body: x}"),
              ElementsAre("4:24: the number 99; expected a whole number from 100 to 599"));
  EXPECT_THAT(mistakes_of("response: {status: ok, body: x}"), ElementsAre(StartsWith("4:24: the text 'ok'")));
  EXPECT_THAT(mistakes_of("response: {reason: \"a\\nb\", body: x}"),
              ElementsAre(HasSubstr("expected a reason phrase without CR, LF and NUL")));
  EXPECT_THAT(mistakes_of("response: {body: {a: 1}}"),
              ElementsAre(StartsWith("4:22: a mapping; expected the body as text")));
  EXPECT_THAT(mistakes_of("response: {body: !b64 a}"), ElementsAre(HasSubstr("expected base64 after !b64")));
  EXPECT_THAT(mistakes_of("response: text"), ElementsAre("4:15: the text 'text'; expected a response: a mapping"));
}

TEST(LoadResponse, RefusesUnknownKeys) {
  EXPECT_THAT(mistakes_of("response: {body: x, header: []}"),
              ElementsAre(AllOf(StartsWith("4:25: unknown key 'header'"), HasSubstr("did you mean 'headers'?"))));
}

}  // namespace
}  // namespace wiretape::tape
