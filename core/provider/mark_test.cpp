#include "wiretape/core/provider/mark.h"

#include <set>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(Mark, EveryKindHasTheNameThatPlansUse) {
  EXPECT_EQ(to_string(MarkKind::delta), "delta");
  EXPECT_EQ(to_string(MarkKind::text), "text");
  EXPECT_EQ(to_string(MarkKind::first_text), "first_text");
  EXPECT_EQ(to_string(MarkKind::reasoning), "reasoning");
  EXPECT_EQ(to_string(MarkKind::first_tool_delta), "first_tool_delta");
  EXPECT_EQ(to_string(MarkKind::tool_args), "tool_args");
  EXPECT_EQ(to_string(MarkKind::before_finish), "before_finish");
  EXPECT_EQ(to_string(MarkKind::after_finish), "after_finish");
  EXPECT_EQ(to_string(MarkKind::before_done), "before_done");
  EXPECT_EQ(to_string(MarkKind::after_done), "after_done");
}

TEST(Mark, NamesAreDistinct) {
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(MarkKind::after_done); ++kind) {
    names.insert(to_string(static_cast<MarkKind>(kind)));
  }
  EXPECT_EQ(names.size(), 10U);
  EXPECT_EQ(names.count("unknown"), 0U);
}

}  // namespace
}  // namespace wiretape::provider
