#include <gtest/gtest.h>

#include "wiretape/core/compile/broken_for_test.h"

namespace wiretape::fault {
namespace {

TEST(ContentTypeFault, ChangesTheHeadAndNothingElse) {
  const compile::AnswerForTest answer = compile::reply_for_test();
  const std::string sound = compile::broken(answer, "").bytes;
  const std::string type = "text/event-stream; charset=utf-8";
  const auto at = sound.find(type);
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(compile::broken(answer, "content_type").bytes, std::string(sound).replace(at, type.size(), "text/html"));
  EXPECT_EQ(compile::broken(answer, "content_type:type=application/json").bytes,
            std::string(sound).replace(at, type.size(), "application/json"));
}

TEST(ContentTypeFault, ChangesARecordingsHead) {
  const compile::AnswerForTest answer = compile::recorded_for_test(compile::reply_for_test());
  const std::string bytes = compile::broken(answer, "content_type").bytes;
  EXPECT_NE(bytes.find("content-type: text/html\r\n"), std::string::npos) << bytes;
}

TEST(ContentTypeFault, RefusesATypeThatWouldEndTheField) {
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "content_type:type=a\nb").found,
            "a control character in the media type");
}

}  // namespace
}  // namespace wiretape::fault
