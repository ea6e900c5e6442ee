#include "wiretape/core/program/layout/recorded_seams.h"

#include <chrono>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/program/stage/body_edit.h"

namespace wiretape::program {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Sizes = std::vector<std::uint64_t>;

RecordedTransfer recorded(const Sizes& arrivals, const Sizes& chunks) {
  RecordedTransfer transfer{wire::HttpFraming::Kind::chunked, {}, {}, {chunks, {}}};
  for (const std::uint64_t bytes : arrivals)
    transfer.arrivals.push_back({std::chrono::milliseconds(1), bytes});
  return transfer;
}

Sizes arrival_sizes(const RecordedTransfer& transfer) {
  Sizes sizes;
  for (const tape::Arrival& arrival : transfer.arrivals)
    sizes.push_back(arrival.bytes);
  return sizes;
}

/// The transfer of "abcdefghij" when one stretch of it has become another text.
RecordedTransfer edited(RecordedTransfer transfer, std::size_t offset, std::size_t length, std::string_view text) {
  Body body = verbatim_body("abcdefghij");
  body.seams = seams_of(transfer);
  replace(body, offset, length, text);
  fit_to_seams(transfer, body);
  return transfer;
}

TEST(SeamsOf, AreWhereReadsAndThenChunksEnd) {
  EXPECT_THAT(seams_of(recorded({0, 4, 6, 0}, {3, 7})), ElementsAre(0, 4, 10, 10, 3, 10));
  EXPECT_THAT(seams_of(recorded({}, {})), IsEmpty());
}

TEST(FitToSeams, ChangesNothingWhereNothingChanged) {
  const auto transfer = edited(recorded({0, 4, 6, 0}, {5, 5}), 0, 0, "");
  EXPECT_THAT(arrival_sizes(transfer), ElementsAre(0, 4, 6, 0));
  EXPECT_THAT(transfer.chunks.sizes, ElementsAre(5, 5));
}

TEST(FitToSeams, ShrinksTheReadsThatBroughtWhatIsGone) {
  const auto transfer = edited(recorded({0, 4, 4, 2, 0}, {5, 5}), 3, 4, "");
  EXPECT_THAT(arrival_sizes(transfer), ElementsAre(0, 3, 1, 2, 0));
  EXPECT_THAT(transfer.chunks.sizes, ElementsAre(3, 3));
}

TEST(FitToSeams, GrowsTheReadInWhichSomethingBegins) {
  const auto transfer = edited(recorded({4, 6}, {5, 5}), 4, 0, "XY");
  EXPECT_THAT(arrival_sizes(transfer), ElementsAre(4, 8));
  EXPECT_THAT(transfer.chunks.sizes, ElementsAre(7, 5));
}

TEST(FitToSeams, GrowsTheLastReadAtTheEnd) {
  const auto transfer = edited(recorded({4, 6}, {5, 5}), 10, 0, "XY");
  EXPECT_THAT(arrival_sizes(transfer), ElementsAre(4, 8));
  EXPECT_THAT(transfer.chunks.sizes, ElementsAre(5, 7));
}

TEST(FitToSeams, LetsNoChunkBeEmpty) {
  EXPECT_THAT(edited(recorded({10}, {3, 4, 3}), 3, 4, "").chunks.sizes, ElementsAre(3, 3));
  const auto nothing = edited(recorded({10}, {3, 4, 3}), 0, 10, "");
  EXPECT_THAT(arrival_sizes(nothing), ElementsAre(0));
  EXPECT_THAT(nothing.chunks.sizes, IsEmpty());
}

TEST(FitToSeams, AddsUpToTheNewBodyForEveryReplacement) {
  for (std::size_t begin = 0; begin <= 10; ++begin) {
    for (std::size_t length = 0; begin + length <= 10; ++length) {
      for (const std::string_view text : {"", "a", "abab", "zzzzzzzzzzzz"}) {
        const auto transfer = edited(recorded({0, 3, 0, 4, 3, 0}, {1, 4, 5}), begin, length, text);
        const Sizes reads = arrival_sizes(transfer);
        const Sizes& chunks = transfer.chunks.sizes;
        EXPECT_EQ(std::accumulate(reads.begin(), reads.end(), std::uint64_t{0}), 10 - length + text.size());
        EXPECT_EQ(std::accumulate(chunks.begin(), chunks.end(), std::uint64_t{0}), 10 - length + text.size());
      }
    }
  }
}

TEST(FitToSeams, TakesABodyThatLostItsSeams) {
  auto transfer = recorded({4, 6}, {5, 5});
  fit_to_seams(transfer, verbatim_body("abc"));
  EXPECT_THAT(arrival_sizes(transfer), ElementsAre(0, 3));
  EXPECT_THAT(transfer.chunks.sizes, ElementsAre(3));
}

Body body_of(const std::vector<std::string>& datas) {
  provider::Events events;
  for (const std::string& data : datas)
    events.events.emplace_back(provider::DataEvent{"", data, {}});
  return encode(events, wire::Framing::sse);
}

/// Where the seams 9, 18, 27 of three events of nine bytes are when the events have become others.
std::vector<std::size_t> carried(const std::vector<std::string>& datas) {
  Body before = body_of({"a", "b", "c"});
  before.seams = {9, 18, 27};
  Body after = body_of(datas);
  carry_seams(before, after);
  return after.seams;
}

TEST(CarrySeams, FollowTheEvents) {
  EXPECT_THAT(carried({"a", "b", "c"}), ElementsAre(9, 18, 27));
  EXPECT_THAT(carried({"a", "c"}), ElementsAre(9, 9, 18)) << "b is gone";
  EXPECT_THAT(carried({"a", "longer", "c"}), ElementsAre(9, 23, 32)) << "b has changed";
  EXPECT_THAT(carried({"b", "a", "c"}), ElementsAre(9, 18, 27)) << "exchanged";
  EXPECT_THAT(carried({"a", "x", "b", "c"}), ElementsAre(9, 27, 36)) << "x comes with b";
  EXPECT_THAT(carried({"a", "b", "c", "x"}), ElementsAre(9, 18, 27)) << "behind all seams";
  EXPECT_THAT(carried({"x", "y", "z", "zz"}), ElementsAre(9, 18, 27));
  EXPECT_THAT(carried({}), ElementsAre(0, 0, 0));
}

}  // namespace
}  // namespace wiretape::program
