#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/fault/edit/json_edit.h"

namespace wiretape::fault {
namespace {

TEST(HugeEvent, PadsAnObjectWithAMember) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test()) {
    const std::string padded = each.data.substr(0, each.data.size() - 1) + R"(,"padding":"xxxxx"})";
    EXPECT_TRUE(is_json_object(padded));
    EXPECT_EQ(each.broken_body("huge_event", "bytes=" + std::to_string(padded.size())),
              compile::with(each.body(), each.first(), each.block(padded)))
        << each.name;
  }
}

std::string padded(const std::string& data, int bytes) {
  return compile::body_of(
      compile::broken(compile::events_for_test({data}), "huge_event:event=1;bytes=" + std::to_string(bytes)));
}

TEST(HugeEvent, PadsOtherDataInItsOwnWay) {
  EXPECT_EQ(padded("{}", 16), "data: {\"padding\":\"xx\"}\n\n");
  EXPECT_EQ(padded("[1]", 5), "data: [1]  \n\n");
  EXPECT_EQ(padded("[DONE]", 8), "data: [DONE]xx\n\n");
}

TEST(HugeEvent, IsAMebibyteUnlessSaidAndUpTo64) {
  const std::size_t framing = 8;  // "data: " and two line ends
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"{}"}), "huge_event:event=1")).size(),
            (std::size_t{1} << 20) + framing);
  EXPECT_EQ(padded("{}", 64 << 20).size(), (std::size_t{64} << 20) + framing);
}

TEST(HugeEvent, CannotShrinkAnEvent) {
  const Misfit misfit = compile::misfit_of(compile::events_for_test({R"({"a":1})"}), "huge_event:event=1;bytes=19");
  EXPECT_EQ(misfit.found, "an event whose data has 7 bytes already");
  EXPECT_EQ(misfit.expected, "bytes=20 or more");
  EXPECT_EQ(padded(R"({"a":1})", 20), "data: {\"a\":1,\"padding\":\"\"}\n\n");
}

TEST(HugeEvent, NeedsAnEvent) {
  EXPECT_EQ(compile::misfit_of(compile::reply_for_test(), "huge_event:at=end").found, "no event behind the place");
}

}  // namespace
}  // namespace wiretape::fault
