#include "wiretape/core/program/layout/transfer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using wire::HttpField;
using Kind = wire::HttpFraming::Kind;

TEST(PlanTransfer, ChunksAStream) {
  wire::HttpResponseHead head;
  head.fields = {{"content-type", "text/event-stream"}};
  const auto plan = plan_transfer(head, true, 100, {});
  EXPECT_EQ(plan.framing.kind, Kind::chunked);
  EXPECT_FALSE(plan.closes);
  EXPECT_THAT(head.fields,
              ElementsAre(HttpField{"content-type", "text/event-stream"}, HttpField{"transfer-encoding", "chunked"}));
}

TEST(PlanTransfer, GivesAPlainBodyItsLength) {
  wire::HttpResponseHead head;
  EXPECT_EQ(plan_transfer(head, false, 12, {}).framing.kind, Kind::content_length);
  EXPECT_THAT(head.fields, ElementsAre(HttpField{"content-length", "12"}));
}

TEST(PlanTransfer, KeepsWhatTheTapeLists) {
  wire::HttpResponseHead head;
  head.fields = {{"Transfer-Encoding", "chunked"}};
  EXPECT_EQ(plan_transfer(head, false, 12, {}).framing.kind, Kind::chunked);
  EXPECT_THAT(head.fields, ElementsAre(HttpField{"Transfer-Encoding", "chunked"}));

  head.fields = {{"Content-Length", "12"}};
  const auto plan = plan_transfer(head, true, 12, {});
  EXPECT_EQ(plan.framing.kind, Kind::content_length);
  EXPECT_FALSE(plan.closes);
}

TEST(PlanTransfer, ClosesAfterALengthThatIsWrong) {
  wire::HttpResponseHead head;
  head.fields = {{"content-length", "99"}};
  const auto plan = plan_transfer(head, false, 12, {});
  EXPECT_TRUE(plan.closes);
  EXPECT_EQ(plan.ending, wire::Ending::short_content_length);
  EXPECT_THAT(head.fields, ElementsAre(HttpField{"content-length", "99"}));

  head.fields = {{"content-length", "3"}};
  EXPECT_TRUE(plan_transfer(head, false, 12, {}).closes);
  head.fields = {{"content-length", "x"}};
  EXPECT_EQ(plan_transfer(head, false, 12, {}).ending, wire::Ending::malformed);
}

TEST(PlanTransfer, FramesAStreamForHttp10ByClose) {
  wire::HttpResponseHead head;
  const auto plan = plan_transfer(head, true, 12, {.minor_version = 0});
  EXPECT_EQ(plan.framing.kind, Kind::until_close);
  EXPECT_EQ(plan.ending, wire::Ending::closed);
  EXPECT_TRUE(plan.closes);
  EXPECT_THAT(head.fields, IsEmpty());
}

TEST(PlanTransfer, ClosesWhereEitherSideAsksForIt) {
  wire::HttpResponseHead head;
  EXPECT_TRUE(plan_transfer(head, false, 0, {.keep_alive = false}).closes);
  head.fields = {{"connection", "close"}};
  EXPECT_TRUE(plan_transfer(head, false, 0, {}).closes);
}

TEST(PlanTransfer, SendsNoBodyWhereNoneMayBe) {
  for (const int status : {100, 204, 304}) {
    wire::HttpResponseHead head;
    head.status = status;
    EXPECT_EQ(plan_transfer(head, false, 3, {}).framing.kind, Kind::none) << status;
    EXPECT_THAT(head.fields, IsEmpty());
  }
  wire::HttpResponseHead head;
  EXPECT_EQ(plan_transfer(head, false, 3, {.is_head = true}).framing.kind, Kind::none);
  EXPECT_THAT(head.fields, ElementsAre(HttpField{"content-length", "3"}));
}

}  // namespace
}  // namespace wiretape::program
