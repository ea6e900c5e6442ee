#include "wiretape/recorder/log/log_entry.h"

#include <chrono>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "wiretape/recorder/capture/events_for_test.h"

namespace wiretape::recorder::log {
namespace {

using capture::ChunkEdges;
using capture::Interim;
using capture::RequestBegan;
using capture::RequestBytes;
using capture::RequestSent;
using capture::ResponseBegan;
using capture::ResponseEnded;
using namespace std::chrono_literals;
using By = tape::RecordedEnd::By;
using wire::Ending;

std::vector<LogEntry> entries() {
  return {capture::request_for_test(),
          RequestBytes{std::string("a\0b", 3)},
          RequestSent{1us},
          Interim{{.status = 103, .reason = "Early Hints", .minor_version = 1, .fields = {{"link", "x"}}}},
          ResponseBegan{capture::head_for_test()},
          LoggedRead{127us, 128, std::string(200, 'x')},
          HeldRest{"rest"},
          ChunkEdges{{1, 127, 128, 1U << 31U}},
          ResponseEnded{{By::upstream, Ending::complete}, {}, "", 1h},
          ResponseEnded{{By::client, Ending::reset}, tape::CloseFraming{}, "words", 0us},
          ResponseEnded{{By::upstream, Ending::cut_in_data}, tape::ChunkFraming{{7, 9}, {{"x", "y"}}}, "", 5s}};
}

TEST(LogEntry, ComesBackAsItWas) {
  for (const LogEntry& entry : entries()) {
    const std::string payload = encode(entry);
    const auto decoded = decode(payload);
    ASSERT_TRUE(decoded) << entry.index();
    EXPECT_EQ(decoded->index(), entry.index());
    EXPECT_EQ(encode(*decoded), payload) << entry.index();
  }
}

TEST(LogEntry, HasAllOfARequest) {
  const auto decoded = decode(encode(capture::request_for_test()));
  const auto& request = std::get<RequestBegan>(*decoded);
  EXPECT_EQ(request.upstream, "https://api.example.com");
  EXPECT_EQ(request.head.method, "POST");
  EXPECT_EQ(request.head.target, "/v1/chat/completions");
  EXPECT_EQ(request.head.fields, capture::request_for_test().head.fields);
  EXPECT_EQ(request.at, capture::request_for_test().at);
}

TEST(LogEntry, HasAllOfAnEnd) {
  const auto decoded = decode(encode(entries().back()));
  const auto& end = std::get<ResponseEnded>(*decoded);
  EXPECT_EQ(end.end, (tape::RecordedEnd{By::upstream, Ending::cut_in_data}));
  EXPECT_EQ(std::get<tape::ChunkFraming>(end.framing), (tape::ChunkFraming{{7, 9}, {{"x", "y"}}}));
  EXPECT_EQ(end.at, 5s);
}

TEST(LogEntry, KnowsEveryEnding) {
  for (int index = 0; index <= static_cast<int>(Ending::abandoned); ++index) {
    const ResponseEnded end{{By::upstream, static_cast<Ending>(index)}, {}, "", {}};
    const auto decoded = decode(encode(end));
    ASSERT_TRUE(decoded) << index;
    EXPECT_EQ(std::get<ResponseEnded>(*decoded).end.how, end.end.how);
  }
}

TEST(LogEntry, IsNoneOfAPartOrMoreThanOne) {
  for (const LogEntry& entry : entries()) {
    const std::string payload = encode(entry);
    for (std::size_t size = 0; size < payload.size(); ++size)
      EXPECT_FALSE(decode(payload.substr(0, size))) << entry.index() << " " << size;
    EXPECT_FALSE(decode(payload + "x")) << entry.index();
  }
}

TEST(LogEntry, IsNoneOfAKindOrTimeThatThereIsNot) {
  EXPECT_FALSE(decode(std::string("\x63\x01", 2)));
  EXPECT_FALSE(decode("\x03\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"));          // RequestSent, years from now
  EXPECT_FALSE(decode("\x03\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"));  // more than 64 bits
}

}  // namespace
}  // namespace wiretape::recorder::log
