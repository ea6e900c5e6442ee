#include "wiretape/core/tape/load/reply/load_tool_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LoadToolCall, ReadsAllKeys) {
  yaml::Parsed parsed("{id: i, name: n, arguments: {a: 1.0}}");
  const provider::ToolCallReply call = read_tool_call(parsed.root(), parsed.mistakes());
  EXPECT_EQ(call.id, "i");
  EXPECT_EQ(call.name, "n");
  EXPECT_EQ(call.arguments, R"({"a":1.0})");
  EXPECT_THAT(parsed.lines(), IsEmpty());
}

TEST(LoadToolCall, ArgumentsMayBeVerbatimOrMissing) {
  yaml::Parsed verbatim("{name: n, arguments: '{\"a\": tr'}");
  EXPECT_EQ(read_tool_call(verbatim.root(), verbatim.mistakes()).arguments, R"({"a": tr)");
  yaml::Parsed missing("{name: n}");
  EXPECT_EQ(read_tool_call(missing.root(), missing.mistakes()).arguments, "{}");
}

TEST(LoadToolCall, NeedsAName) {
  yaml::Parsed parsed("{id: i}");
  (void)read_tool_call(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), ElementsAre("1:1: a tool call without 'name'; expected the key 'name'"));
}

}  // namespace
}  // namespace wiretape::tape
