#include <gtest/gtest.h>

#include "wiretape/core/compile/read_for_test.h"

namespace wiretape::fault {
namespace {

TEST(Trailers, ComeBehindTheLastChunk) {
  const auto program = compile::broken(compile::events_for_test({"a"}), "trailers");
  EXPECT_EQ(program.bytes, compile::stream_head + "9\r\ndata: a\n\n\r\n0\r\nx-trailer: late\r\n\r\n");
  const auto read = compile::read_for_test(program.bytes);
  EXPECT_EQ(read.ending, wire::Ending::complete);
  EXPECT_EQ(read.trailers, (wire::HttpFields{{"x-trailer", "late"}}));
  EXPECT_EQ(program::play_in_memory(program).close, std::nullopt);
}

TEST(Trailers, HaveAnyNameAndNumber) {
  const auto program = compile::broken(compile::events_for_test({"a"}), "trailers:name=content-length;value=0;count=3");
  EXPECT_EQ(compile::read_for_test(program.bytes).trailers,
            (wire::HttpFields{{"content-length", "0"}, {"content-length", "0"}, {"content-length", "0"}}));
}

TEST(Trailers, GoOutWithTheLastChunk) {
  const compile::AnswerForTest answer = compile::events_for_test({"a", "b"});
  EXPECT_EQ(compile::broken(answer, "trailers").steps.size(), compile::broken(answer, "").steps.size());
}

TEST(Trailers, NeedChunks) {
  EXPECT_EQ(compile::misfit_of(compile::plain_for_test("abc"), "trailers").found,
            "a response without an end in chunked coding");
  EXPECT_EQ(compile::misfit_of(compile::http_1_0_for_test(), "trailers").found,
            "a response without an end in chunked coding");
}

TEST(Trailers, HaveABound) {
  const std::string plan = "trailers:count=10000;value=" + std::string(1000, 'x');
  EXPECT_EQ(compile::misfit_of(compile::events_for_test({"a"}), plan).expected, "at most 1048576");
}

}  // namespace
}  // namespace wiretape::fault
