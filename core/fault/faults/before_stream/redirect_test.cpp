#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

TEST(RedirectFault, SendsTheClientElsewhere) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "redirect:to=/v2/chat").bytes,
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: /v2/chat\r\ncontent-length: 0\r\n\r\n");
  EXPECT_EQ(compile::broken(compile::events_for_test({"a"}), "redirect:code=301;to=/").bytes,
            "HTTP/1.1 301 Moved Permanently\r\nlocation: /\r\ncontent-length: 0\r\n\r\n");
}

TEST(RedirectFault, RefusesALocationThatWouldEndTheField) {
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "redirect:to=/\r\nx").found,
            "a control character in the location");
}

}  // namespace
}  // namespace wiretape::fault
