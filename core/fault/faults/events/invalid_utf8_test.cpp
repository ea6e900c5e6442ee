#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/core/compile/streams_for_test.h"
#include "wiretape/core/text/utf8.h"

namespace wiretape::fault {
namespace {

struct BrokenBytes {
  std::string how;
  std::string bytes;
};

const std::vector<BrokenBytes>& broken_bytes() {
  static const std::vector<BrokenBytes> all{
      {"lone_continuation", "\x80"}, {"truncated", "\xE2\x82"},         {"overlong", "\xC0\xAF"},
      {"surrogate", "\xED\xA0\x80"}, {"too_large", "\xF4\x90\x80\x80"}, {"no_such_byte", "\xFF"},
  };
  return all;
}

TEST(InvalidUtf8, BeginsTheTextOfTheEvent) {
  for (const compile::StreamForTest& each : compile::framed_streams_for_test()) {
    for (const BrokenBytes& way : broken_bytes()) {
      EXPECT_EQ(each.broken_body("invalid_utf8", "how=" + way.how),
                compile::with(each.body(), each.first(),
                              each.block(compile::with(each.data, "\"Hi\"", "\"" + way.bytes + "Hi\""))))
          << each.name << way.how;
    }
  }
}

TEST(InvalidUtf8, IsALoneContinuationInTheFirstTextByItself) {
  EXPECT_EQ(compile::broken(compile::reply_for_test(), "invalid_utf8"),
            compile::broken(compile::reply_for_test(), "invalid_utf8:text=1;how=lone_continuation"));
}

TEST(InvalidUtf8, StandsAtAByteOrASpotWhereOneIsGiven) {
  const compile::AnswerForTest answer =
      compile::events_for_test({"a\xC3\xB6"
                                "b"});
  EXPECT_EQ(compile::body_of(compile::broken(answer, "invalid_utf8:byte=0;how=no_such_byte")),
            "\xFF"
            "data: a\xC3\xB6"
            "b\n\n");
  EXPECT_EQ(compile::body_of(compile::broken(answer, "invalid_utf8:at=utf8;how=no_such_byte")),
            "data: a\xC3\xFF\xB6"
            "b\n\n");
}

TEST(InvalidUtf8, IsNoneAtAnyByteOfTheBody) {
  const std::string body =
      compile::body_of(compile::broken(compile::events_for_test({"\xC3\xB6\xE2\x82\xAC\xF0\x9F\x98\x80"}), ""));
  for (const BrokenBytes& way : broken_bytes()) {
    for (std::size_t offset = 0; offset <= body.size(); ++offset) {
      std::string broken_there = body;
      broken_there.insert(offset, way.bytes);
      EXPECT_NE(text::to_valid_utf8(broken_there), broken_there) << way.how << offset;
    }
  }
}

TEST(InvalidUtf8, BeginsDataWithoutAString) {
  EXPECT_EQ(compile::body_of(compile::broken(compile::events_for_test({"[DONE]"}), "invalid_utf8:event=1")),
            "data: \x80[DONE]\n\n");
}

TEST(InvalidUtf8, NeedsAnEventOrAByte) {
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), "invalid_utf8:at=end").found,
            "no event behind the place");
  compile::AnswerForTest plain = compile::reply_for_test();
  plain.request_body = R"({"model":"gpt-4o","messages":[]})";
  EXPECT_EQ(compile::misfit_of(plain, "invalid_utf8:at=start").found, "an answer that is no stream of events");
  EXPECT_NE(compile::broken(plain, "invalid_utf8:byte=3").bytes.find("\x80"), std::string::npos);
}

}  // namespace
}  // namespace wiretape::fault
