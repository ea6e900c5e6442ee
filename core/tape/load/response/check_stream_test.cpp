#include "wiretape/core/tape/load/response/check_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

std::vector<std::string> mistakes_in_lines(const std::string& stream,
                                           const std::string& type = "application/x-ndjson") {
  return mistakes_of("response:\n  stream: " + stream + "\n  headers: [[content-type, " + type + "]]\n");
}

TEST(CheckStream, LetsLinesHaveDataAndPauses) {
  const Exchange exchange = exchange_of(
      "response:\n"
      "  headers: [[Content-Type, Application/X-NDJSON; charset=utf-8]]\n"
      "  stream: [{data: {a: 1}}, {wait: 1ms}, {data: '[DONE]'}, {data: ''}]");
  EXPECT_EQ(std::get<StreamResponse>(exchange.answer).events.size(), 4U);
}

TEST(CheckStream, RefusesWhatLinesCantHold) {
  EXPECT_THAT(
      mistakes_in_lines("[{data: 1, event: x}, {id: 2, data: 3}, {comment: c}, {retry: 1}, {id: 4}]"),
      ElementsAre("5:26: 'event' in a stream of NDJSON lines; expected {data: …} or {wait: …}; a content-type of "
                  "text/event-stream makes it server-sent events",
                  StartsWith("5:38: 'id' in a stream of NDJSON lines"),
                  StartsWith("5:56: 'comment' in a stream of NDJSON lines"),
                  StartsWith("5:70: 'retry' in a stream of NDJSON lines"),
                  StartsWith("5:82: 'id' in a stream of NDJSON lines")));
}

TEST(CheckStream, RefusesDataOfSeveralLines) {
  for (const char* data : {"\"{\\n}\"", "\"a\\r\"", "!b64 Cg=="}) {
    EXPECT_THAT(
        mistakes_in_lines("[{data: " + std::string(data) + "}]"),
        ElementsAre(StartsWith("5:23: data of several lines in a stream of NDJSON lines; expected data in one line")))
        << data;
  }
}

TEST(CheckStream, KnowsEveryMediaTypeOfLines) {
  for (const char* type : {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonl",
                           "application/jsonlines", "application/x-jsonlines"}) {
    EXPECT_THAT(mistakes_in_lines("[{comment: c}]", type), ElementsAre(StartsWith("5:17: 'comment'"))) << type;
  }
}

TEST(CheckStream, LetsServerSentEventsHaveAll) {
  for (const char* type : {"text/event-stream", "text/plain", "application/json"}) {
    EXPECT_THAT(mistakes_in_lines("[{event: a, id: b, data: \"c\\nd\"}, {comment: e}, {retry: 1}]", type), IsEmpty())
        << type;
  }
}

TEST(CheckStream, LeavesWhatIsNoStreamToItsReader) {
  EXPECT_THAT(mistakes_in_lines("{data: x}"), ElementsAre("5:15: a mapping; expected a list of events"));
  EXPECT_THAT(mistakes_in_lines("[a]"), ElementsAre("5:16: the text 'a'; expected an event: a mapping"));
}

}  // namespace
}  // namespace wiretape::tape
