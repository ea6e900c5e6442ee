#include "wiretape/mockserver/answer/ask.h"

#include <string>
#include <utility>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/mockserver/answer/exchanges_for_test.h"

namespace wiretape::mockserver {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class Ask : public ::testing::Test {
 protected:
  AskError error_of(const wire::HttpRequest& request) {
    auto asks = ask(request, {}, false);
    if (!std::holds_alternative<AskError>(asks)) return {};
    return std::get<AskError>(std::move(asks));
  }
};

TEST_F(Ask, TakesARequestApart) {
  auto request = request_for("/~mine/@fin:event=2/v1/x?a=b", "body");
  request.head.method = "HEAD";
  request.head.fields.push_back({"x-wiretape-faults", "stall:event=1"});
  request.head.fields.push_back({"origin", "http://a.test"});
  const auto asks = ask(request, {.connection = 7, .is_tls = true, .is_cors = true}, false);
  const auto& asked = std::get<Asked>(asks);
  EXPECT_EQ(asked.session, "mine");
  EXPECT_EQ(asked.view.path(), "/v1/x");
  EXPECT_EQ(asked.view.query(), "a=b");
  EXPECT_EQ(asked.view.body(), "body");
  EXPECT_EQ(asked.context.response, (program::ResponseContext{.is_head = true, .is_tls = true}));
  EXPECT_EQ(asked.context.server_fields.front().value, "http://a.test");
  EXPECT_EQ(asked.connection, 7U);
  ASSERT_THAT(asked.faults, SizeIs(2));
  EXPECT_EQ(asked.faults[0].text, "fin:event=2") << "the URL's before the header's";
  EXPECT_EQ(asked.faults[1].text, "stall:event=1");
}

TEST_F(Ask, TellsOfAPrefixThatCantBeRead) {
  const auto request = request_for("/~mine/@fin:event/v1/messages?q");
  const auto error = error_of(request);
  EXPECT_EQ(error.error.status, 400);
  EXPECT_EQ(error.error.type, "wiretape_bad_prefix");
  EXPECT_THAT(error.error.message, HasSubstr("; expected key=value"));
  EXPECT_EQ(error.session, "mine");
  EXPECT_EQ(error.path, "/~mine/@fin:event/v1/messages");
}

TEST_F(Ask, TellsOfAPlanThatCantBePlayed) {
  const auto request = request_for("/~mine/@fine/v1/messages");
  const auto error = error_of(request);
  EXPECT_EQ(error.error.status, 400);
  EXPECT_EQ(error.error.type, "wiretape_bad_plan");
  EXPECT_THAT(error.error.message, HasSubstr("unknown fault 'fine'"));
  EXPECT_EQ(error.session, "mine");
  EXPECT_EQ(error.path, "/v1/messages");
}

TEST_F(Ask, NeedsASeedForChance) {
  const auto request = request_for("/@fin:probability=0.5/x");
  EXPECT_EQ(error_of(request).error.type, "wiretape_bad_plan");
  EXPECT_TRUE(std::holds_alternative<Asked>(ask(request, {}, true)));
}

}  // namespace
}  // namespace wiretape::mockserver
