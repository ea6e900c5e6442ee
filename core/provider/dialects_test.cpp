#include "wiretape/core/provider/dialects.h"

#include <set>

#include <gtest/gtest.h>

#include "wiretape/core/provider/anthropic_messages/anthropic_messages.h"
#include "wiretape/core/provider/openai_chat/openai_chat.h"

namespace wiretape::provider {
namespace {

TEST(Dialects, NamesAreDistinctAndFindTheirDialect) {
  std::set<std::string_view> names;
  for (const Dialect* dialect : all_dialects()) {
    names.insert(dialect->name);
    EXPECT_EQ(find_dialect(dialect->name), dialect);
  }
  EXPECT_EQ(names.size(), all_dialects().size());
}

TEST(Dialects, EachSpeaksItsDefaultPath) {
  for (const Dialect* dialect : all_dialects())
    EXPECT_EQ(dialect_for_path(dialect->default_path), dialect);
}

TEST(Dialects, EachIsWhole) {
  for (const Dialect* dialect : all_dialects()) {
    EXPECT_FALSE(dialect->name.empty());
    EXPECT_NE(dialect->wants_stream, nullptr);
    EXPECT_NE(dialect->render_key, nullptr);
    EXPECT_NE(dialect->stream_fields, nullptr);
    EXPECT_NE(dialect->render, nullptr);
    EXPECT_NE(dialect->render_whole, nullptr);
    EXPECT_NE(dialect->render_error, nullptr);
    EXPECT_NE(dialect->rate_limit_fields, nullptr);
    EXPECT_NE(dialect->rate_limit_error, nullptr);
    EXPECT_NE(dialect->annotate, nullptr);
    EXPECT_NE(dialect->make_decoder, nullptr);
    EXPECT_NE(dialect->request_fields, nullptr);
    EXPECT_NE(dialect->request_body, nullptr);
    ASSERT_NE(dialect->edits, nullptr);
    EXPECT_NE(dialect->edits->error_event, nullptr);
    EXPECT_NE(dialect->edits->overloaded_error, nullptr);
    EXPECT_NE(dialect->edits->replace_finish_reason, nullptr);
    EXPECT_NE(dialect->edits->remove_usage, nullptr);
    EXPECT_NE(dialect->edits->edit_tool_pieces, nullptr);
    EXPECT_TRUE(dialect->default_path.ends_with(dialect->path_below_base));
  }
}

TEST(Dialects, UnknownNamesAndPathsHaveNone) {
  EXPECT_EQ(find_dialect("openai"), nullptr);
  EXPECT_EQ(find_dialect(""), nullptr);
  EXPECT_EQ(dialect_for_path("/"), nullptr);
  EXPECT_EQ(dialect_for_path("/v1/models"), nullptr);
}

TEST(Dialects, OpenaiChatIsThere) {
  EXPECT_EQ(find_dialect("openai.chat"), &openai_chat);
  EXPECT_EQ(dialect_for_path("/v1/chat/completions"), &openai_chat);
  EXPECT_EQ(dialect_for_path("/openai/deployments/gpt-4o/chat/completions"), &openai_chat);
  EXPECT_EQ(dialect_for_path("/v1/chat/completions/x"), nullptr);
}

TEST(Dialects, AnthropicMessagesIsThere) {
  EXPECT_EQ(find_dialect("anthropic.messages"), &anthropic_messages);
  EXPECT_EQ(dialect_for_path("/v1/messages"), &anthropic_messages);
}

TEST(Dialects, SendTheKeyWhereTheirProviderLooksForIt) {
  EXPECT_EQ(openai_chat.request_fields("k"), (wire::HttpFields{{"authorization", "Bearer k"}}));
  EXPECT_EQ(openai_chat.request_fields(""), wire::HttpFields{});
  EXPECT_EQ(wire::find_field(anthropic_messages.request_fields("k"), "x-api-key"), "k");
}

}  // namespace
}  // namespace wiretape::provider
