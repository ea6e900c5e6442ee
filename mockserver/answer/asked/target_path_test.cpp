#include "wiretape/mockserver/answer/asked/target_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

TEST(HasPath, LooksAtThePathAlone) {
  const auto is_chat = has_path("/v1/chat");
  for (const char* target : {"/v1/chat", "/v1/chat?stream=1", "/~mine/v1/chat", "/~a/v1/chat?x", "http://host/v1/chat"})
    EXPECT_TRUE(is_chat(target)) << target;
  for (const char* target : {"/", "/v1/chat/", "//v1/chat", "/v1/chats", "/V1/chat", "/x?/v1/chat", "/~%zz/v1/chat"})
    EXPECT_FALSE(is_chat(target)) << target;
}

}  // namespace
}  // namespace wiretape::mockserver
