#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

TEST(EmptyData, KeepsTheNameAndTheFieldWithoutItsData) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test())
    EXPECT_EQ(each.broken_body("empty_data"), compile::with(each.body(), each.first(), each.block(""))) << each.name;
}

TEST(EmptyData, StandsBeforeTheFirstTextByItself) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "empty_data"),
            compile::broken(compile::reply_for_test(), "empty_data:at=first_text"));
}

TEST(EmptyData, NeedsAnEvent) {
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "empty_data:at=after_done").found,
            "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
