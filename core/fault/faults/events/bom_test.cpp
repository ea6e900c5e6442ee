#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;

TEST(Bom, BeginsTheBody) {
  for (const StreamForTest& each : framed_streams_for_test())
    EXPECT_EQ(body_of(broken(each.answer, "bom")), "\xEF\xBB\xBF" + each.body()) << each.name;
}

TEST(Bom, BelongsToTheFirstEvent) {
  EXPECT_THAT(chunks_of(broken(events_for_test({"a", "b"}), "bom")), ElementsAre("\xEF\xBB\xBF"
                                                                                 "data: a\n\n",
                                                                                 "data: b\n\n"));
  EXPECT_EQ(body_of(broken(events_for_test({"a", "b"}), "bom,reset:event=2")),
            "\xEF\xBB\xBF"
            "data: a\n\n");
  EXPECT_EQ(body_of(broken(events_for_test({"a", "b"}), "bom,reset:event=1")), "");
}

TEST(Bom, BeginsAPlainBodyToo) {
  AnswerForTest answer = reply_for_test();
  answer.request_body = R"({"model":"gpt-4o","messages":[]})";
  const std::string bytes = broken(answer, "bom").bytes;
  const std::size_t body = bytes.find("\r\n\r\n") + 4;
  EXPECT_TRUE(bytes.substr(body).starts_with("\xEF\xBB\xBF{"));
  EXPECT_NE(bytes.find("content-length: " + std::to_string(bytes.size() - body) + "\r\n"), std::string::npos);
}

TEST(Bom, IsAllThereIsOfAnEmptyBody) {
  EXPECT_EQ(body_of(broken(events_for_test({}), "bom")), "\xEF\xBB\xBF");
}

}  // namespace
}  // namespace wiretape::program
