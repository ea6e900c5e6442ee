#include "wiretape/core/wire/websocket/ws_extensions.h"

#include <gtest/gtest.h>

namespace wiretape::wire {
namespace {

using Extensions = std::vector<WsExtension>;

TEST(WsExtensions, AreReadWithTheirParameters) {
  EXPECT_EQ(parse_ws_extensions(""), Extensions{});
  EXPECT_EQ(parse_ws_extensions("foo"), (Extensions{{"foo"}}));
  EXPECT_EQ(parse_ws_extensions("permessage-deflate; client_max_window_bits; server_max_window_bits=10"),
            (Extensions{{"permessage-deflate", {{"client_max_window_bits"}, {"server_max_window_bits", "10"}}}}));
  EXPECT_EQ(parse_ws_extensions(" a ;b = c ,\td;e=\"f\" "), (Extensions{{"a", {{"b", "c"}}}, {"d", {{"e", "f"}}}}));
  EXPECT_EQ(parse_ws_extensions(", a,, b,"), (Extensions{{"a"}, {"b"}}));
  EXPECT_EQ(parse_ws_extensions(R"(a; b="1\0")"), (Extensions{{"a", {{"b", "10"}}}}));
}

TEST(WsExtensions, AreNoneWhereTheyBreakTheGrammar) {
  for (const char* const text : {"a b", ";", "a;", "a;;b", "a; =b", "a; b=", "a; b=\"", "a; b=\"c", "a; b=\"\"",
                                 "a; b=\"c d\"", "a; b=\"\\", "a/b", "a; b=c d", "\"a\"", "a; b=\"c\"d"})
    EXPECT_FALSE(parse_ws_extensions(text)) << text;
}

TEST(WsExtensions, AreWrittenAsTheyAreRead) {
  for (const char* const text : {"foo", "permessage-deflate; client_max_window_bits; server_max_window_bits=10"})
    EXPECT_EQ(to_field_value(parse_ws_extensions(text)->front()), text);
}

}  // namespace
}  // namespace wiretape::wire
