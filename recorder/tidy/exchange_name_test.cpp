#include "wiretape/recorder/tidy/exchange_name.h"

#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"

namespace wiretape::recorder::tidy {
namespace {

tape::Exchange asking(const std::string& path, const std::string& json) {
  tape::Exchange exchange;
  exchange.request.path = path;
  exchange.request.json = json;
  exchange.dialect = provider::dialect_for_path(path);
  return exchange;
}

TEST(ExchangeName, SaysWhatIsAskedForWhere) {
  EXPECT_EQ(
      exchange_name(asking("/v1/chat/completions",
                           R"({"messages":[{"role":"user","content":"How's the weather in Oslo today, please?"}]})")),
      "chat-completions-how-s-the-weather-in-oslo");
  EXPECT_EQ(exchange_name(
                asking("/v1/messages", R"({"messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]})")),
            "messages-hi");
  EXPECT_EQ(exchange_name(asking("/v1/models", "{}")), "models");
  EXPECT_EQ(exchange_name(asking("/openai/v1/x", "[]")), "openai-v1-x");
  EXPECT_EQ(exchange_name({}), "exchange");
}

TEST(ExchangeName, HasTheStatusOfAnError) {
  auto exchange = asking("/v1/messages", "{}");
  tape::RecordedResponse recorded;
  recorded.head.status = 529;
  exchange.answer = recorded;
  EXPECT_EQ(exchange_name(exchange), "messages-529");
}

}  // namespace
}  // namespace wiretape::recorder::tidy
