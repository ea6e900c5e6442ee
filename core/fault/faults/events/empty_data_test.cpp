#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::program {
namespace {

TEST(EmptyData, KeepsTheNameAndTheFieldWithoutItsData) {
  for (const StreamForTest& each : framed_streams_for_test())
    EXPECT_EQ(each.broken_body("empty_data"), with(each.body(), each.first(), each.block(""))) << each.name;
}

TEST(EmptyData, StandsBeforeTheFirstTextByItself) {
  EXPECT_EQ(broken(reply_for_test(), "empty_data"), broken(reply_for_test(), "empty_data:at=first_text"));
}

TEST(EmptyData, NeedsAnEvent) {
  EXPECT_EQ(misfit_of(reply_for_test(), "empty_data:at=after_done").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::program
