#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"

namespace wiretape::fault {
namespace {

TEST(UnknownEvent, ComesBeforeThePlace) {
  const std::string unknown = "event: unheard_of\ndata: {\"type\":\"unheard_of\"}\n\n";
  for (const compile::StreamForTest& each : compile::streams_for_test())
    EXPECT_EQ(each.broken_body("unknown_event"), compile::with(each.body(), each.first(), unknown + each.first()))
        << each.name;
}

TEST(UnknownEvent, IsALineOfUnknownTypeWhereThereAreLines) {
  for (const compile::StreamForTest& each : {compile::bare_lines_for_test(), compile::recorded_lines_for_test()}) {
    EXPECT_EQ(each.broken_body("unknown_event"),
              compile::with(each.body(), each.first(), "{\"type\":\"unheard_of\"}\n" + each.first()))
        << each.name;
    EXPECT_EQ(each.broken_body("unknown_event", "data=[1]"),
              compile::with(each.body(), each.first(), "[1]\n" + each.first()))
        << each.name;
  }
}

TEST(UnknownEvent, CanHaveAnyNameAndData) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a"}), "unknown_event:at=end;name=x\"y")),
            "data: a\n\nevent: x\"y\ndata: {\"type\":\"x\\\"y\"}\n\n");
  EXPECT_EQ(
      compile::body_of(compile::broken(compile::events_for_test({"a"}), "unknown_event:at=start;name=x;data=[1]")),
      "event: x\ndata: [1]\n\ndata: a\n\n");
}

TEST(UnknownEvent, IsAnEventToLaterFaults) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"a"}), "unknown_event:event=1,reset:event=2")),
            "event: unheard_of\ndata: {\"type\":\"unheard_of\"}\n\n");
}

}  // namespace
}  // namespace wiretape::fault
