#include "wiretape/recorder/capture/recorded_parts.h"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/events_for_test.h"

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using By = tape::RecordedEnd::By;
using wire::Ending;

Captured captured(std::size_t body, std::vector<std::uint64_t> edges, Ending how,
                  tape::RecordedFraming framing = tape::ChunkFraming{}) {
  Captured all;
  all.head = head_for_test();
  all.body.assign(body, 'a');
  all.chunks = std::move(edges);
  all.end = ResponseEnded{{By::upstream, how}, std::move(framing), "", {}};
  return all;
}

std::vector<std::uint64_t> sizes(const Captured& all) {
  return std::get<tape::ChunkFraming>(recorded_framing(all)).sizes;
}

TEST(RecordedParts, HaveTheChunksThatEnded) {
  EXPECT_THAT(sizes(captured(5, {2, 3}, Ending::complete)), ElementsAre(2, 3));
  EXPECT_THAT(sizes(captured(5, {2, 3}, Ending::complete, {})), ElementsAre(2, 3));
  EXPECT_THAT(sizes(captured(5, {2, 3}, Ending::cut_in_trailers)), ElementsAre(2, 3));
}

TEST(RecordedParts, HaveTheChunkThatWasCut) {
  EXPECT_THAT(sizes(captured(5, {2}, Ending::cut_in_data, tape::ChunkFraming{{9}, {}})), ElementsAre(2, 9));
  EXPECT_THAT(sizes(captured(5, {2}, Ending::cut_in_data)), ElementsAre(2, 4));
  EXPECT_THAT(sizes(captured(5, {2}, Ending::reset)), ElementsAre(2, 4));
  EXPECT_THAT(sizes(captured(5, {5}, Ending::cut_in_data)), ElementsAre(5, 1));
  EXPECT_THAT(sizes(captured(5, {2}, Ending::cut_before_crlf)), ElementsAre(2, 3));
}

TEST(RecordedParts, HaveNoChunksThatCanNotBe) {
  EXPECT_THAT(sizes(captured(5, {2, 4}, Ending::complete)), IsEmpty());
  EXPECT_THAT(sizes(captured(5, {6, 1}, Ending::cut_in_data)), IsEmpty());
  EXPECT_THAT(sizes(captured(5, {}, Ending::complete)), IsEmpty());
}

TEST(RecordedParts, KeepTheTrailers) {
  const tape::ChunkFraming with_trailer{{}, {{"x", "y"}}};
  EXPECT_EQ(std::get<tape::ChunkFraming>(recorded_framing(captured(1, {1}, Ending::complete, with_trailer))).trailers,
            with_trailer.trailers);
}

TEST(RecordedParts, SayWhoEndedIt) {
  EXPECT_EQ(recorded_end(captured(1, {}, Ending::timed_out)), (tape::RecordedEnd{By::client, Ending::timed_out}));
  EXPECT_EQ(recorded_end(captured(1, {}, Ending::complete)), (tape::RecordedEnd{By::upstream, Ending::complete}));
  Captured by_client = captured(1, {}, Ending::reset);
  by_client.end->end.by = By::client;
  EXPECT_EQ(recorded_end(by_client), (tape::RecordedEnd{By::client, Ending::reset}));
}

TEST(RecordedParts, OfWhatHasNotEndedAreThoseOfAClientThatLeft) {
  Captured all;
  all.head = head_for_test({});
  EXPECT_EQ(recorded_end(all), (tape::RecordedEnd{By::client, Ending::abandoned}));
  EXPECT_TRUE(std::holds_alternative<tape::CloseFraming>(recorded_framing(all)));
  all.head = head_for_test({{"content-length", "5"}});
  EXPECT_TRUE(std::holds_alternative<std::monostate>(recorded_framing(all)));
}

}  // namespace
}  // namespace wiretape::recorder::capture
