#include "wiretape/core/provider/shared/call_target.h"

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(CallTarget, IsThePathBelowTheBase) {
  EXPECT_EQ(call_target({.path = "/v1"}, "/chat/completions"), "/v1/chat/completions");
  EXPECT_EQ(call_target({.path = "/v1/"}, "/chat/completions"), "/v1/chat/completions");
  EXPECT_EQ(call_target({.path = "/~s/@reset:event=4;seed=7//v1/"}, "/chat/completions"),
            "/~s/@reset:event=4;seed=7//v1/chat/completions");
  EXPECT_EQ(call_target({}, "/v1/messages"), "/v1/messages");
}

TEST(CallTarget, HasOneVersion) {
  for (const char* base : {"", "/", "/v1", "/v1/"})
    EXPECT_EQ(call_target({.path = base}, "/v1/messages"), "/v1/messages") << base;
  EXPECT_EQ(call_target({.path = "/v1beta"}, "/v1beta/models/m:generate"), "/v1beta/models/m:generate");
  EXPECT_EQ(call_target({.path = "/v1"}, "/v1beta/models/m:generate"), "/v1/v1beta/models/m:generate");
  EXPECT_EQ(call_target({.path = "/chat"}, "/chat/completions"), "/chat/chat/completions");
}

TEST(CallTarget, KeepsTheQueries) {
  EXPECT_EQ(call_target({.path = "/v1", .query = "version=2"}, "/x"), "/v1/x?version=2");
  EXPECT_EQ(call_target({.path = "", .query = "version=2"}, "/x", "alt=sse"), "/x?alt=sse&version=2");
  EXPECT_EQ(call_target({}, "/x", "alt=sse"), "/x?alt=sse");
}

}  // namespace
}  // namespace wiretape::provider
