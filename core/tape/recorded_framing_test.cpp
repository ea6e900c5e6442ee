#include "wiretape/core/tape/recorded_framing.h"

#include <gtest/gtest.h>

namespace wiretape::tape {
namespace {

using Kind = wire::HttpFraming::Kind;

RecordedResponse with(wire::HttpFields fields, RecordedFraming framing, wire::Ending how) {
  RecordedResponse response;
  response.head.fields = std::move(fields);
  response.framing = std::move(framing);
  response.end.how = how;
  return response;
}

TEST(RecordedFramingKind, IsDecidedByTheHeadThenTheFramingThenTheEnd) {
  using wire::Ending;
  EXPECT_EQ(recorded_framing_kind(with({{"Transfer-Encoding", "chunked"}}, {}, Ending::closed)), Kind::chunked);
  EXPECT_EQ(recorded_framing_kind(with({{"content-length", "4"}}, {}, Ending::closed)), Kind::content_length);
  EXPECT_EQ(recorded_framing_kind(with({}, CloseFraming{}, Ending::reset)), Kind::until_close);
  EXPECT_EQ(recorded_framing_kind(with({}, ChunkFraming{}, Ending::reset)), Kind::chunked);
  EXPECT_EQ(recorded_framing_kind(with({}, {}, Ending::closed)), Kind::until_close);
  EXPECT_EQ(recorded_framing_kind(with({}, {}, Ending::complete)), Kind::chunked);
}

TEST(BodySize, IsThatOfAllItems) {
  RecordedResponse response;
  EXPECT_EQ(body_size(response), 0U);
  response.body = {"ab", "", "cde"};
  EXPECT_EQ(body_size(response), 5U);
}

}  // namespace
}  // namespace wiretape::tape
