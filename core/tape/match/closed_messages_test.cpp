#include "wiretape/core/tape/match/closed_messages.h"

#include <string>

#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

/// How many messages a rule lists that is hardly meant so; 0 where there is nothing to say.
std::size_t closed(const std::string& request, const std::string& dialect = "openai.chat") {
  const auto found = closed_messages(exchange_of("request: " + request + "\nreply: {dialect: " + dialect + "}"));
  if (found) {
    EXPECT_EQ(found->member, "messages");
  }
  return found ? found->count : 0;
}

TEST(ClosedMessages, AreOneMessage) {
  EXPECT_EQ(closed("{json: {messages: [{role: user, content: Hi}]}}"), 1U);
  EXPECT_EQ(closed("{json: {messages: ['...']}}"), 1U);
}

TEST(ClosedMessages, AreThoseThatBeginInTheMiddle) {
  EXPECT_EQ(closed("{json: {messages: [{role: assistant}, {role: user}]}}"), 2U);
  EXPECT_EQ(closed("{json: {messages: [{role: tool}, {role: user}, {role: user}]}}"), 3U);
  EXPECT_EQ(
      closed("{json: {messages: [{role: user, content: [{type: tool_result}]}, {role: user}]}}", "anthropic.messages"),
      2U);
}

TEST(ClosedMessages, AreNoneWhereAllIsSaid) {
  EXPECT_EQ(closed("{json: {messages: [{role: system}, {role: user, content: Hi}]}}"), 0U);
  EXPECT_EQ(closed("{json: {messages: [{role: user}, {role: assistant}, {role: user}]}}"), 0U);
  EXPECT_EQ(closed("{turn: 0, json: {messages: [{role: user, content: Hi}]}}"), 0U);
}

TEST(ClosedMessages, AreNoneWhereTheListIsOpen) {
  EXPECT_EQ(closed("{json: {messages: [..., {role: user}]}}"), 0U);
  EXPECT_EQ(closed("{json: {messages: [{role: user}, ...]}}"), 0U);
  EXPECT_EQ(closed("{json: {messages: {contains: {role: user}}}}"), 0U);
}

TEST(ClosedMessages, AreNoneWithoutAListOfThem) {
  for (const char* request :
       {"{}", "{json: []}", "{json: {messages: []}}", "{json: {stop: [a]}}", "{contains: messages}"})
    EXPECT_EQ(closed(request), 0U) << request;
}

TEST(ClosedMessages, AreReadByThePathWhereNoDialectIsKnown) {
  const auto found = closed_messages(
      exchange_of("request: {path: /v1/messages, json: {messages: [{role: user}]}}\nresponse: {body: a}"));
  EXPECT_TRUE(found.has_value());
}

}  // namespace
}  // namespace wiretape::tape
