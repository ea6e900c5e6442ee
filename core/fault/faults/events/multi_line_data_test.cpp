#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/fault/edit/json_edit.h"
#include "wiretape/core/program/stage/annotated_body.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;

std::string broken_in(const std::string& data, int lines) {
  return compile::body_of(
      compile::broken(compile::events_for_test({data}), "multi_line_data:event=1;lines=" + std::to_string(lines)));
}

TEST(MultiLineData, BreaksWhereJsonAllowsABlank) {
  const std::string data = R"({"a":1,"b":"x,y"})";
  EXPECT_EQ(broken_in(data, 2), "data: {\"a\":1,\ndata: \"b\":\"x,y\"}\n\n");
  EXPECT_EQ(broken_in(data, 5), "data: {\ndata: \"a\":\ndata: 1,\ndata: \"b\":\ndata: \"x,y\"}\n\n");
}

TEST(MultiLineData, BreaksTheEventOfEachDialect) {
  const auto chat = compile::openai_chat_for_test();
  EXPECT_EQ(chat.broken_body("multi_line_data"),
            compile::with(chat.body(), chat.first(),
                          chat.block(compile::with(chat.data, "\"fp_wiretape\",", "\"fp_wiretape\",\ndata: "))));
  const auto messages = compile::anthropic_messages_for_test();
  EXPECT_EQ(messages.broken_body("multi_line_data"),
            compile::with(messages.body(), messages.first(),
                          messages.block(compile::with(messages.data, "\"delta\":", "\"delta\":\ndata: "))));
  const auto recorded = compile::recorded_stream_for_test();
  EXPECT_EQ(
      recorded.broken_body("multi_line_data"),
      compile::with(recorded.body(), recorded.first(),
                    recorded.block(compile::with(recorded.data, "\"fp_wiretape\",", "\"fp_wiretape\",\r\ndata: "))));
}

TEST(MultiLineData, JoinsToTheSameJson) {
  for (const compile::StreamForTest& each : compile::streams_for_test()) {
    const std::size_t most = blank_places(each.data).size() + 1;
    for (std::size_t lines = 2; lines <= most; ++lines) {
      const std::string body = each.broken_body("multi_line_data", "lines=" + std::to_string(lines));
      const auto before = program::recorded_events(each.body(), wire::Framing::sse, nullptr).events;
      const auto after = program::recorded_events(body, wire::Framing::sse, nullptr).events;
      ASSERT_EQ(before.size(), after.size());
      for (std::size_t index = 0; index < before.size(); ++index) {
        const auto* was = std::get_if<provider::DataEvent>(&before[index]);
        if (was == nullptr) continue;
        const auto& is = std::get<provider::DataEvent>(after[index]);
        EXPECT_EQ(is.name, was->name);
        if (was->data != each.data) {
          EXPECT_EQ(is.data, was->data);
          continue;
        }
        EXPECT_EQ(nlohmann::json::parse(is.data), nlohmann::json::parse(was->data));
        EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(is.data, '\n')), lines - 1);
      }
    }
  }
}

TEST(MultiLineData, KeepsFragmentsOnTheEvents) {
  EXPECT_THAT(
      compile::chunks_of(compile::broken(compile::events_for_test({"[]", R"({"a":1})"}), "multi_line_data:event=2")),
      ElementsAre("data: []\n\n", "data: {\"a\":\ndata: 1}\n\n"));
}

TEST(MultiLineData, TakesTheEventThatHoldsAByte) {
  EXPECT_EQ(compile::body_of(
                compile::broken(compile::events_for_test({R"({"a":1})", R"({"b":1})"}), "multi_line_data:byte=20")),
            "data: {\"a\":1}\n\ndata: {\"b\":\ndata: 1}\n\n");
}

TEST(MultiLineData, WritesNoBlankWhereThereWasNone) {
  EXPECT_EQ(
      compile::body_of(compile::broken(compile::recorded_for_test({"data:{\"a\":1}\r\r"}), "multi_line_data:event=1")),
      "data:{\"a\":\rdata:1}\r\r");
}

TEST(MultiLineData, SaysWhyItDoesNotFit) {
  const Misfit many = compile::misfit_of(compile::events_for_test({R"({"a":1})"}), "multi_line_data:event=1;lines=4");
  EXPECT_EQ(many.found, "JSON that can be broken in 2 places");
  EXPECT_EQ(many.expected, "lines=2 to 3");
  for (const char* data : {"[DONE]", "{\"a\":\n1}", ""})
    EXPECT_EQ(compile::misfit_of(compile::events_for_test({data}), "multi_line_data:event=1").found,
              "an event whose data is no JSON object in one line");
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "multi_line_data:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
