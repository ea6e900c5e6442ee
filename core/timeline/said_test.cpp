#include "wiretape/core/timeline/said.h"

#include <cstddef>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::timeline {
namespace {

using Kind = Said::Kind;

TEST(Said, KeepsWhatADeltaSays) {
  EXPECT_EQ(said(provider::MetadataDelta{"id", "m"}), (Said{.kind = Kind::model, .text = "m"}));
  EXPECT_EQ(said(provider::TextDelta{1, "Hi"}), (Said{.kind = Kind::text, .choice = 1, .text = "Hi"}));
  EXPECT_EQ(said(provider::ReasoningDelta{0, "Hm"}), (Said{.kind = Kind::reasoning, .text = "Hm"}));
  EXPECT_EQ(said(provider::RefusalDelta{0, "No"}), (Said{.kind = Kind::refusal, .text = "No"}));
  EXPECT_EQ(said(provider::ToolCallDelta{0, 2, "call_1", "f", "{}"}),
            (Said{.kind = Kind::tool_call, .text = "{}", .name = "f", .id = "call_1", .number = 2}));
  EXPECT_EQ(said(provider::BlockDelta{0, "thinking", {}}), (Said{.kind = Kind::block, .text = "thinking"}));
  EXPECT_EQ(said(provider::BlockDelta{0, "text", 3}), (Said{.kind = Kind::block, .text = "text", .number = 3}));
  EXPECT_EQ(said(provider::SignatureDelta{0, "s"}), (Said{.kind = Kind::signature, .text = "s"}));
  EXPECT_EQ(said(provider::RedactedReasoningDelta{0, "d"}), (Said{.kind = Kind::encrypted_reasoning, .text = "d"}));
  EXPECT_EQ(said(provider::CitationDelta{0, "{}"}), (Said{.kind = Kind::citation, .text = "{}"}));
  EXPECT_EQ(said(provider::UnknownContentDelta{0, "{}"}), (Said{.kind = Kind::content, .text = "{}"}));
  EXPECT_EQ(said(provider::FinishDelta{0, "stop"}), (Said{.kind = Kind::finish, .text = "stop"}));
  EXPECT_EQ(said(provider::UsageDelta{"{}"}), (Said{.kind = Kind::usage, .text = "{}"}));
  EXPECT_EQ(said(provider::ErrorDelta{"late", "server_error", "", "{}"}),
            (Said{.kind = Kind::error, .text = "late", .name = "server_error"}));
  EXPECT_EQ(said(provider::TerminatorDelta{}), (Said{.kind = Kind::terminator}));
  EXPECT_EQ(said(provider::UndecodableDelta{"no JSON", 3}), (Said{.kind = Kind::unreadable, .text = "no JSON"}));
}

TEST(Said, HasANameForEachKind) {
  std::set<std::string> names;
  for (std::size_t kind = 0; kind <= static_cast<std::size_t>(Kind::other); ++kind)
    names.emplace(to_string(static_cast<Kind>(kind)));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(Kind::other) + 1);
  EXPECT_EQ(to_string(Kind::tool_call), "tool_call");
  EXPECT_EQ(to_string(Kind::other), "other");
}

TEST(Said, TellsContentFromTheRest) {
  EXPECT_TRUE(is_content(Kind::text));
  EXPECT_TRUE(is_content(Kind::tool_call));
  EXPECT_FALSE(is_content(Kind::finish));
  EXPECT_FALSE(is_content(Kind::other));
}

}  // namespace
}  // namespace wiretape::timeline
