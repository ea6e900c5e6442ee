#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/fault/edit/json_edit.h"
#include "wiretape/core/program/stage/annotated_body.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;

std::string broken_in(const std::string& data, int lines) {
  return body_of(broken(events_for_test({data}), "multi_line_data:event=1;lines=" + std::to_string(lines)));
}

TEST(MultiLineData, BreaksWhereJsonAllowsABlank) {
  const std::string data = R"({"a":1,"b":"x,y"})";
  EXPECT_EQ(broken_in(data, 2), "data: {\"a\":1,\ndata: \"b\":\"x,y\"}\n\n");
  EXPECT_EQ(broken_in(data, 5), "data: {\ndata: \"a\":\ndata: 1,\ndata: \"b\":\ndata: \"x,y\"}\n\n");
}

TEST(MultiLineData, BreaksTheEventOfEachDialect) {
  const auto chat = openai_chat_for_test();
  EXPECT_EQ(
      chat.broken_body("multi_line_data"),
      with(chat.body(), chat.first(), chat.block(with(chat.data, "\"fp_wiretape\",", "\"fp_wiretape\",\ndata: "))));
  const auto messages = anthropic_messages_for_test();
  EXPECT_EQ(
      messages.broken_body("multi_line_data"),
      with(messages.body(), messages.first(), messages.block(with(messages.data, "\"delta\":", "\"delta\":\ndata: "))));
  const auto recorded = recorded_stream_for_test();
  EXPECT_EQ(recorded.broken_body("multi_line_data"),
            with(recorded.body(), recorded.first(),
                 recorded.block(with(recorded.data, "\"fp_wiretape\",", "\"fp_wiretape\",\r\ndata: "))));
}

TEST(MultiLineData, JoinsToTheSameJson) {
  for (const StreamForTest& each : streams_for_test()) {
    const std::size_t most = blank_places(each.data).size() + 1;
    for (std::size_t lines = 2; lines <= most; ++lines) {
      const std::string body = each.broken_body("multi_line_data", "lines=" + std::to_string(lines));
      const auto before = recorded_events(each.body(), wire::Framing::sse, nullptr).events;
      const auto after = recorded_events(body, wire::Framing::sse, nullptr).events;
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
  EXPECT_THAT(chunks_of(broken(events_for_test({"[]", R"({"a":1})"}), "multi_line_data:event=2")),
              ElementsAre("data: []\n\n", "data: {\"a\":\ndata: 1}\n\n"));
}

TEST(MultiLineData, TakesTheEventThatHoldsAByte) {
  EXPECT_EQ(body_of(broken(events_for_test({R"({"a":1})", R"({"b":1})"}), "multi_line_data:byte=20")),
            "data: {\"a\":1}\n\ndata: {\"b\":\ndata: 1}\n\n");
}

TEST(MultiLineData, WritesNoBlankWhereThereWasNone) {
  EXPECT_EQ(body_of(broken(recorded_for_test({"data:{\"a\":1}\r\r"}), "multi_line_data:event=1")),
            "data:{\"a\":\rdata:1}\r\r");
}

TEST(MultiLineData, SaysWhyItDoesNotFit) {
  const Misfit many = misfit_of(events_for_test({R"({"a":1})"}), "multi_line_data:event=1;lines=4");
  EXPECT_EQ(many.found, "JSON that can be broken in 2 places");
  EXPECT_EQ(many.expected, "lines=2 to 3");
  for (const char* data : {"[DONE]", "{\"a\":\n1}", ""})
    EXPECT_EQ(misfit_of(events_for_test({data}), "multi_line_data:event=1").found,
              "an event whose data is no JSON object in one line");
  EXPECT_EQ(misfit_of(reply_for_test(), "multi_line_data:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::program
