#include "wiretape/core/provider/error_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::FieldsAre;

TEST(ErrorFields, AreTheUsualOnesUnlessTheErrorHasOthers) {
  EXPECT_THAT(error_fields({{"a", "1"}}, {}), ElementsAre(FieldsAre("a", "1")));
  ErrorReply error;
  error.headers = {{"A", "2"}, {"b", "3"}, {"b", "4"}};
  EXPECT_THAT(error_fields({{"a", "1"}, {"c", "5"}}, error),
              ElementsAre(FieldsAre("c", "5"), FieldsAre("A", "2"), FieldsAre("b", "3"), FieldsAre("b", "4")));
}

TEST(ErrorFields, SayWhenToTryAgain) {
  ErrorReply error;
  error.retry_after = 2s;
  EXPECT_THAT(error_fields({}, error), ElementsAre(FieldsAre("retry-after", "2")));
  error.retry_after = 1500ms;
  EXPECT_THAT(error_fields({}, error), ElementsAre(FieldsAre("retry-after", "2"), FieldsAre("retry-after-ms", "1500")));
  error.retry_after = 1us;
  EXPECT_THAT(error_fields({}, error), ElementsAre(FieldsAre("retry-after", "1"), FieldsAre("retry-after-ms", "1")));
  error.retry_after = 0s;
  EXPECT_THAT(error_fields({}, error), ElementsAre(FieldsAre("retry-after", "0")));
  error.headers = {{"Retry-After", "soon"}};
  EXPECT_THAT(error_fields({}, error), ElementsAre(FieldsAre("Retry-After", "soon")));
}

}  // namespace
}  // namespace wiretape::provider
