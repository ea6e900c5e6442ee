#include "wiretape/recorder/relay/outcome.h"

#include <chrono>
#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::recorder::relay {
namespace {

using tape::RecordedEnd;
using ::testing::AllOf;
using ::testing::HasSubstr;
using wire::Ending;
using namespace std::chrono_literals;

const Upstream upstream = std::get<Upstream>(parse_upstream("https://api.test:8443/v1"));

Outcome after(Ending ending, bool closes = false) {
  return outcome_of(net::ResponseEnded{ending}, upstream, true, closes);
}

TEST(Outcome, OfAWholeResponseIsTheNextRequest) {
  EXPECT_TRUE(std::holds_alternative<net::act::TakeNext>(after(Ending::complete).act));
  EXPECT_EQ(after(Ending::complete).end, (RecordedEnd{RecordedEnd::By::upstream, Ending::complete}));
  EXPECT_TRUE(std::holds_alternative<net::act::Fin>(after(Ending::complete, true).act));
}

TEST(Outcome, OfACutIsTheSameCut) {
  for (const auto ending :
       {Ending::closed, Ending::cut_in_head, Ending::cut_in_data, Ending::short_content_length, Ending::malformed}) {
    EXPECT_TRUE(std::get<net::act::Fin>(after(ending).act).notifies) << to_string(ending);
    EXPECT_EQ(after(ending).end.how, ending);
    EXPECT_FALSE(after(ending).error);
  }
  EXPECT_TRUE(std::holds_alternative<net::act::Reset>(after(Ending::reset).act));
  EXPECT_FALSE(std::get<net::act::Fin>(after(Ending::tls_cut).act).notifies);
}

TEST(Outcome, OfNoConnectionIsAnErrorThatNamesIt) {
  const auto outcome = outcome_of(net::TransportFailure{net::CallPhase::connect, "10.0.0.1:8443: Connection refused"},
                                  upstream, false, false);
  EXPECT_EQ(outcome.cause, "10.0.0.1:8443: Connection refused");
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->status, 502);
  EXPECT_EQ(outcome.error->type, "wiretape_upstream_unreachable");
  EXPECT_THAT(outcome.error->message, AllOf(HasSubstr("https://api.test:8443"), HasSubstr("Connection refused"),
                                            HasSubstr("check host and port")));
  EXPECT_TRUE(std::holds_alternative<net::act::TakeNext>(outcome.act));
}

TEST(Outcome, OfACertificateThatIsNotTrustedSaysWhatToDo) {
  const auto outcome =
      outcome_of(net::TransportFailure{net::CallPhase::tls, "certificate of api.test refused: self-signed certificate"},
                 upstream, false, true);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->type, "wiretape_upstream_tls");
  EXPECT_THAT(outcome.error->message, HasSubstr("--upstream-ca"));
  EXPECT_TRUE(std::holds_alternative<net::act::Fin>(outcome.act));
}

TEST(Outcome, OfSilenceIsAnErrorOrACut) {
  const net::DeadlinePassed passed{net::Deadline::first_byte, net::CallPhase::head, 1500ms};
  const auto early = outcome_of(passed, upstream, false, false);
  ASSERT_TRUE(early.error);
  EXPECT_EQ(early.error->status, 504);
  EXPECT_THAT(early.error->message, AllOf(HasSubstr("1500ms"), HasSubstr("--upstream-timeout")));
  const net::DeadlinePassed unconnected{net::Deadline::connect, net::CallPhase::connect, 10s};
  EXPECT_THAT(outcome_of(unconnected, upstream, false, false).error->message, HasSubstr("check host and port"));
  EXPECT_EQ(early.end, (RecordedEnd{RecordedEnd::By::client, Ending::timed_out})) << "upstream was left";
  const auto late = outcome_of(passed, upstream, true, false);
  EXPECT_FALSE(late.error);
  EXPECT_TRUE(std::holds_alternative<net::act::Fin>(late.act));
}

TEST(Outcome, OfAFailureWithinAResponseIsAReset) {
  const auto outcome =
      outcome_of(net::TransportFailure{net::CallPhase::body, "Connection timed out"}, upstream, true, false);
  EXPECT_FALSE(outcome.error);
  EXPECT_TRUE(std::holds_alternative<net::act::Reset>(outcome.act));
}

TEST(Outcome, OfWhatIsNoHttpIsAnError) {
  const auto outcome = outcome_of(wire::HttpError{400, "bare LF in the head", 12}, upstream, false, false);
  ASSERT_TRUE(outcome.error);
  EXPECT_EQ(outcome.error->status, 502);
  EXPECT_THAT(outcome.error->message, HasSubstr("bare LF in the head at byte 12"));
  EXPECT_EQ(outcome.end.how, Ending::malformed);
}

}  // namespace
}  // namespace wiretape::recorder::relay
