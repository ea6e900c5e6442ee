#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

using ::testing::ElementsAre;

TEST(Bom, BeginsTheBody) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test())
    EXPECT_EQ(compile::body_of(compile::broken(each.answer, "bom")), "\xEF\xBB\xBF" + each.body()) << each.name;
}

TEST(Bom, BelongsToTheFirstEvent) {
  EXPECT_THAT(compile::chunks_of(compile::broken(compile::events_for_test({"a", "b"}), "bom")),
              ElementsAre("\xEF\xBB\xBF"
                          "data: a\n\n",
                          "data: b\n\n"));
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a", "b"}), "bom,reset:event=2")),
            "\xEF\xBB\xBF"
            "data: a\n\n");
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a", "b"}), "bom,reset:event=1")), "");
}

TEST(Bom, BeginsAPlainBodyToo) {
  compile::AnswerForTest answer = compile::reply_for_test();
  answer.request_body = R"({"model":"gpt-4o","messages":[]})";
  const std::string bytes = compile::broken(answer, "bom").bytes;
  const std::size_t body = bytes.find("\r\n\r\n") + 4;
  EXPECT_TRUE(bytes.substr(body).starts_with("\xEF\xBB\xBF{"));
  EXPECT_NE(bytes.find("content-length: " + std::to_string(bytes.size() - body) + "\r\n"), std::string::npos);
}

TEST(Bom, IsAllThereIsOfAnEmptyBody) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({}), "bom")), "\xEF\xBB\xBF");
}

}  // namespace
}  // namespace wiretape::fault
