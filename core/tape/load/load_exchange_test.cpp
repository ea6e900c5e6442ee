#include "wiretape/core/tape/load/load_exchange.h"

#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(LoadExchange, ReadsItsParts) {
  const Exchange exchange = exchange_of(
      "id: hello\n"
      "delivery: {instant: true}\n"
      "reply: {text: hi}\n"
      "request: {path: /v1/chat/completions}\n");
  EXPECT_EQ(exchange.id, "hello");
  EXPECT_EQ(exchange.position, (text::Position{4, 5}));
  EXPECT_EQ(exchange.request.path, "/v1/chat/completions");
  EXPECT_TRUE(exchange.delivery.instant);
  EXPECT_EQ(std::get<provider::Reply>(exchange.answer).choices[0].text, "hi");
}

TEST(LoadExchange, IsNamedByItsPlaceWhereItHasNoId) {
  const Tape tape =
      tape_of("wiretape: 1\nexchanges: [{response: {body: a}}, {id: 7, response: {body: b}}, {response: {body: c}}]");
  ASSERT_EQ(tape.exchanges.size(), 3U);
  EXPECT_EQ(tape.exchanges[0].id, "exchange-1");
  EXPECT_EQ(tape.exchanges[1].id, "7");
  EXPECT_EQ(tape.exchanges[2].id, "exchange-3");
}

TEST(LoadExchange, MayBeUsedUp) {
  EXPECT_EQ(exchange_of("uses: 2\nresponse: {body: a}").uses, 2U);
  EXPECT_EQ(exchange_of("response: {body: a}").uses, std::nullopt);
  for (const char* uses : {"0", "-1", "1.5", "two", "99999999999"})
    EXPECT_EQ(mistakes_of("uses: " + std::string(uses) + "\nresponse: {body: a}").size(), 1U) << uses;
}

TEST(LoadExchange, HasExactlyOneAnswer) {
  EXPECT_THAT(mistakes_of("id: a"),
              ElementsAre("4:5: an exchange without an answer; expected the key 'reply', 'response' or 'websocket'"));
  EXPECT_THAT(mistakes_of("reply: {dialect: openai.chat}\nresponse: {body: x}"),
              ElementsAre("5:5: 'response' beside 'reply'; expected only one of them"));
}

TEST(LoadExchange, TellsOfMistakesInFaultsWithTheRest) {
  EXPECT_THAT(mistakes_of("response: {body: x}\nfaults: [{at: end}]\nuse: 1"),
              ElementsAre("5:14: a fault without a name; expected the key 'do', such as {do: reset}",
                          ::testing::StartsWith("6:5: unknown key 'use'")));
}

TEST(LoadExchange, RefusesAnEmptyId) {
  EXPECT_THAT(mistakes_of("id: ''\nresponse: {body: x}"), ElementsAre("4:9: the text ''; expected a name, or no 'id'"));
  EXPECT_THAT(mistakes_of("id: []\nresponse: {body: x}"), ElementsAre("4:9: a list; expected a name"));
}

TEST(LoadExchange, NeedsADialectToPaceTokensOfAResponse) {
  EXPECT_THAT(mistakes_of("response: {stream: []}\ndelivery: {tokens_per_second: 5}"),
              ElementsAre("5:16: 'tokens_per_second' for a response of no known dialect; expected a 'gap', or a "
                          "'dialect' in the response"));
  EXPECT_THAT(mistakes_of("response: {dialect: openai.chat, stream: []}\ndelivery: {tokens_per_second: 5}"), IsEmpty());
  EXPECT_EQ(mistakes_of("response: {dialect: x, stream: []}\ndelivery: {tokens_per_second: 5}").size(), 1U);
}

TEST(LoadExchange, RefusesWhatIsNoExchange) {
  EXPECT_THAT(mistakes_of("hello"), ElementsAre("4:5: the text 'hello'; expected an exchange: a mapping"));
  EXPECT_THAT(mistakes_of("replay: {}\nresponse: {body: x}"), ElementsAre(HasSubstr("did you mean 'reply'?")));
}

}  // namespace
}  // namespace wiretape::tape
