#include "wiretape/mockserver/answer/quota/token_bucket.h"

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

using namespace std::chrono_literals;

TEST(TokenBucket, BeginsFullAndGivesItAllAtOnce) {
  TokenBucket bucket(5, 1h);
  EXPECT_EQ(bucket.remaining(), 5U);
  EXPECT_EQ(bucket.until(5), 0us);
  bucket.take(5);
  EXPECT_EQ(bucket.remaining(), 0U);
  EXPECT_EQ(bucket.until(1), 12s);
  EXPECT_EQ(bucket.until(5), 60s);
}

TEST(TokenBucket, FillsEvenlyAndNoFurtherThanItsSize) {
  TokenBucket bucket(6, 0us);
  bucket.take(6);
  bucket.fill(10s - 1us);
  EXPECT_EQ(bucket.remaining(), 0U);
  EXPECT_EQ(bucket.until(1), 1us);
  bucket.fill(10s);
  EXPECT_EQ(bucket.remaining(), 1U);
  bucket.fill(60s);
  EXPECT_EQ(bucket.remaining(), 6U);
  bucket.fill(1000h);
  EXPECT_EQ(bucket.remaining(), 6U);
  EXPECT_EQ(bucket.until(6), 0us);
}

TEST(TokenBucket, RoundsTheWaitUpToTheMicrosecond) {
  TokenBucket bucket(7, 0us);
  bucket.take(7);
  const auto wait = bucket.until(1);
  EXPECT_EQ(wait, 8'571'429us);  // 60'000'000 / 7 = 8'571'428.57
  bucket.fill(wait - 1us);
  EXPECT_EQ(bucket.remaining(), 0U);
  bucket.fill(wait);
  EXPECT_EQ(bucket.remaining(), 1U);
}

TEST(TokenBucket, DoesNotDriftHoweverOftenItIsFilled) {
  TokenBucket often(7, 0us);
  TokenBucket once(7, 0us);
  often.take(7);
  once.take(7);
  for (auto now = 0us; now <= 30s; now += 977us)
    often.fill(now);
  often.fill(30s);
  once.fill(30s);
  EXPECT_EQ(often.remaining(), 3U);
  EXPECT_EQ(often.until(7), 30s);
  EXPECT_EQ(often.until(4), once.until(4));
}

TEST(TokenBucket, GivesInTheLongRunWhatItSays) {
  TokenBucket bucket(7, 0us);
  bucket.take(7);
  std::uint64_t taken = 0;
  for (auto now = 0us; now <= 3h; now += 331'999us) {
    bucket.fill(now);
    taken += bucket.remaining();
    bucket.take(bucket.remaining());
  }
  EXPECT_EQ(taken, 7U * 60 * 3 - 1) << "the last of them is still on its way";
}

TEST(TokenBucket, KeepsStillWhenTimeRunsBackwards) {
  TokenBucket bucket(60, 100s);
  bucket.take(60);
  bucket.fill(50s);
  EXPECT_EQ(bucket.remaining(), 0U);
  bucket.fill(101s);
  EXPECT_EQ(bucket.remaining(), 1U);
}

TEST(TokenBucket, HoldsTheLargestQuota) {
  TokenBucket bucket(TokenBucket::most_per_minute, 0us);
  EXPECT_EQ(bucket.remaining(), TokenBucket::most_per_minute);
  bucket.take(TokenBucket::most_per_minute);
  EXPECT_EQ(bucket.until(TokenBucket::most_per_minute), 60s);
  bucket.fill(30s);
  EXPECT_EQ(bucket.remaining(), TokenBucket::most_per_minute / 2);
  bucket.fill(std::chrono::microseconds::max());
  EXPECT_EQ(bucket.remaining(), TokenBucket::most_per_minute);
}

}  // namespace
}  // namespace wiretape::mockserver
