#include "wiretape/core/provider/anthropic_messages/anthropic_messages_usage.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(MessagesUsage, LaterCountsReplaceEarlierOnesInTheirPlace) {
  MessagesUsage usage;
  EXPECT_EQ(usage.json(), "{}");
  usage.add(
      std::vector<MessagesCount>{{"input_tokens", "9"}, {"output_tokens", "1"}, {"service_tier", "\"standard\""}});
  usage.add(std::vector<MessagesCount>{{"output_tokens", "57"}, {"iterations", "[1]"}});
  EXPECT_EQ(usage.json(), R"({"input_tokens":9,"output_tokens":57,"service_tier":"standard","iterations":[1]})");
}

TEST(MessagesUsage, NullReplacesNothing) {
  MessagesUsage usage;
  usage.add(std::vector<MessagesCount>{{"input_tokens", "9"}, {"cache", "null"}});
  usage.add(std::vector<MessagesCount>{{"input_tokens", "null"}, {"cache", "{}"}});
  EXPECT_EQ(usage.json(), R"({"input_tokens":9,"cache":{}})");
}

TEST(MessagesUsage, KeepsABoundedNumberOfCounts) {
  MessagesUsage usage;
  std::vector<std::string> names;
  for (int count = 0; count < 1000; ++count)
    names.push_back("n" + std::to_string(count));
  std::vector<MessagesCount> counts;
  for (const std::string& name : names)
    counts.push_back({name, "1"});
  usage.add(counts);
  EXPECT_NE(usage.json().find("\"n255\""), std::string::npos);
  EXPECT_EQ(usage.json().find("\"n256\""), std::string::npos);
}

TEST(UsageParts, AtTheStartNextToNothingIsGenerated) {
  EXPECT_EQ(usage_at_start(R"({"input_tokens":9,"output_tokens":57,"x":{"output_tokens":3}})"),
            R"({"input_tokens":9,"output_tokens":1,"x":{"output_tokens":3}})");
  EXPECT_EQ(usage_at_start(R"({"output_tokens":0})"), R"({"output_tokens":0})");
  EXPECT_EQ(usage_at_start(R"({"output_tokens":null})"), R"({"output_tokens":null})");
  EXPECT_EQ(usage_at_start("{}"), "{}");
}

TEST(UsageParts, AtTheEndOnlyCountsAreRepeated) {
  EXPECT_EQ(
      usage_at_end(
          R"({"input_tokens":9,"cache_creation":{"a":1},"output_tokens":57,"service_tier":"s","inference_geo":"g"})"),
      R"({"input_tokens":9,"output_tokens":57})");
}

TEST(UsageParts, WhatIsNoObjectIsLeftAlone) {
  EXPECT_EQ(usage_at_start("[1"), "[1");
  EXPECT_EQ(usage_at_end("[1"), "[1");
}

}  // namespace
}  // namespace wiretape::provider
