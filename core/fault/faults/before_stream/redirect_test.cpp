#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::program {
namespace {

TEST(RedirectFault, SendsTheClientElsewhere) {
  EXPECT_EQ(broken(reply_for_test(), "redirect:to=/v2/chat").bytes,
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: /v2/chat\r\ncontent-length: 0\r\n\r\n");
  EXPECT_EQ(broken(events_for_test({"a"}), "redirect:code=301;to=/").bytes,
            "HTTP/1.1 301 Moved Permanently\r\nlocation: /\r\ncontent-length: 0\r\n\r\n");
}

TEST(RedirectFault, RefusesALocationThatWouldEndTheField) {
  EXPECT_EQ(misfit_of(reply_for_test(), "redirect:to=/\r\nx").found, "a control character in the location");
}

}  // namespace
}  // namespace wiretape::program
