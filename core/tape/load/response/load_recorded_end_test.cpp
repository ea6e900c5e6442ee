#include "wiretape/core/tape/load/response/load_recorded_end.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;
using By = RecordedEnd::By;
using wire::Ending;

RecordedEnd end_of(const std::string& end) {
  return std::get<RecordedResponse>(exchange_of("response: {body: [a], end: " + end + "}").answer).end;
}

std::vector<std::string> mistakes_in_end(const std::string& end) {
  return mistakes_of("response: {body: [a], end: " + end + "}");
}

TEST(LoadRecordedEnd, ReadsEveryEndOfAChunkedResponse) {
  for (const Ending ending :
       {Ending::complete, Ending::cut_in_size_line, Ending::cut_in_data, Ending::cut_before_crlf,
        Ending::cut_between_chunks, Ending::cut_in_trailers, Ending::reset, Ending::tls_cut, Ending::malformed}) {
    const std::string name(to_string(ending));
    EXPECT_EQ(end_of("{by: upstream, how: " + name + "}"), (RecordedEnd{By::upstream, ending}));
    EXPECT_EQ(end_of("{how: " + name + "}"), (RecordedEnd{By::upstream, ending}));
  }
}

TEST(LoadRecordedEnd, ReadsWhatAClientDoes) {
  EXPECT_EQ(end_of("{how: abandoned, by: client}"), (RecordedEnd{By::client, Ending::abandoned}));
  EXPECT_EQ(end_of("{by: client, how: timed_out}"), (RecordedEnd{By::client, Ending::timed_out}));
}

TEST(LoadRecordedEnd, TellsTheNearestName) {
  EXPECT_THAT(mistakes_in_end("{how: cut_in_dat}"),
              ElementsAre(AllOf(StartsWith("4:38: the text 'cut_in_dat'; expected how the upstream ends a response"),
                                EndsWith("did you mean 'cut_in_data'?"))));
  EXPECT_THAT(mistakes_in_end("{by: clinet, how: reset}"), ElementsAre(EndsWith("did you mean 'client'?")));
}

TEST(LoadRecordedEnd, RefusesEndsThatTheSideCanNotMake) {
  EXPECT_THAT(mistakes_in_end("{by: client, how: complete}"),
              ElementsAre(HasSubstr("how the client ends a response, one of: abandoned, timed_out, reset")));
  EXPECT_THAT(mistakes_in_end("{how: timed_out}"), ElementsAre(HasSubstr("how the upstream ends a response")));
  EXPECT_THAT(mistakes_in_end("{how: cut_in_head}"), ElementsAre(EndsWith("without a whole head can't be recorded")));
}

TEST(LoadRecordedEnd, AsksForHow) {
  EXPECT_THAT(mistakes_in_end("{by: upstream}"), ElementsAre(HasSubstr("'how'")));
  EXPECT_THAT(mistakes_in_end("reset"), ElementsAre("4:32: the text 'reset'; expected an end: a mapping"));
  EXPECT_THAT(mistakes_in_end("{how: reset, why: x}"), ElementsAre(HasSubstr("unknown key 'why'")));
}

}  // namespace
}  // namespace wiretape::tape
