#include "wiretape/recorder/capture/body_items.h"

#include <numeric>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/text/utf8.h"

namespace wiretape::recorder::capture {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const wire::HttpFields sse{{"Content-Type", "text/event-stream; charset=utf-8"}};

std::string joined(const std::vector<std::string>& items) {
  return std::accumulate(items.begin(), items.end(), std::string());
}

TEST(BodyItems, AreTheEventsOfAStream) {
  EXPECT_THAT(body_items(sse, ": hi\n\ndata: a\n\n\ndata: b\ndata: c\n\ndata: cut"),
              ElementsAre(": hi\n\n", "data: a\n\n\n", "data: b\ndata: c\n\n", "data: cut"));
}

TEST(BodyItems, AreTheLinesOfNdjson) {
  EXPECT_THAT(body_items({{"content-type", "application/x-ndjson"}}, "{}\n{\"a\":1}\r\n{"),
              ElementsAre("{}\n", "{\"a\":1}\r\n", "{"));
}

TEST(BodyItems, AreTheLinesOfAnythingElse) {
  EXPECT_THAT(body_items({{"content-type", "application/json"}}, "{\n  \"a\": 1\n}\n"),
              ElementsAre("{\n", "  \"a\": 1\n", "}\n"));
  EXPECT_THAT(body_items({}, ""), IsEmpty());
}

TEST(BodyItems, AreNoEventsWhereTheBodyIsPacked) {
  EXPECT_THAT(body_items({{"content-type", "text/event-stream"}, {"content-encoding", "gzip"}}, "data: a\n\nx"),
              ElementsAre("data: a\n", "\n", "x"));
}

TEST(BodyItems, OfLongLinesAreCutBetweenCharacters) {
  std::string line;
  while (line.size() < 30'000)
    line += "a\xF0\x9F\x98\x80\xC3\xA9";
  const auto items = body_items({}, line);
  EXPECT_EQ(joined(items), line);
  EXPECT_GT(items.size(), 3U);
  for (const std::string& item : items) {
    EXPECT_LE(item.size(), 8192U);
    EXPECT_EQ(text::to_valid_utf8(item), item);
  }
}

TEST(BodyItems, AreAllBytesWhateverTheyAre) {
  const std::string bytes(20'000, '\x80');
  EXPECT_EQ(joined(body_items({}, bytes)), bytes);
  EXPECT_EQ(joined(body_items(sse, bytes)), bytes);
}

}  // namespace
}  // namespace wiretape::recorder::capture
