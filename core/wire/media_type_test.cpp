#include "wiretape/core/wire/media_type.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

TEST(MediaType, HasNoParametersAndSmallLetters) {
  EXPECT_EQ(media_type("text/event-stream"), "text/event-stream");
  EXPECT_EQ(media_type("Text/Event-Stream; charset=UTF-8"), "text/event-stream");
  EXPECT_EQ(media_type("application/json\t;a=b"), "application/json");
  EXPECT_EQ(media_type("application/json;a=b"), "application/json");
  EXPECT_EQ(media_type(""), "");
  EXPECT_EQ(media_type("; a=b"), "");
  EXPECT_EQ(media_type(" \tText/Plain ; a=b"), "text/plain");
}

}  // namespace
}  // namespace wiretape::wire
