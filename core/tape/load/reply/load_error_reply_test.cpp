#include "wiretape/core/tape/load/reply/load_error_reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(LoadErrorReply, ReadsAnAnswer) {
  yaml::Parsed parsed("{status: 429, message: \"Slow down.\", type: t, code: c, param: p}");
  const provider::ErrorReply error = read_error_answer(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  EXPECT_EQ(error.status, 429);
  EXPECT_EQ(error.message, "Slow down.");
  EXPECT_EQ(error.type, "t");
  EXPECT_EQ(error.code, "c");
  EXPECT_EQ(error.param, "p");
}

TEST(LoadErrorReply, ReadsWhatStandsInTheHead) {
  yaml::Parsed parsed("{message: m, retry_after: 1.5s, headers: {x-should-retry: 'false'}}");
  const provider::ErrorReply error = read_error_answer(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  EXPECT_EQ(error.retry_after, std::chrono::milliseconds(1500));
  EXPECT_EQ(error.headers, (wire::HttpFields{{"x-should-retry", "false"}}));
  yaml::Parsed refused("{message: m, retry_after: 2}");
  (void)read_error_answer(refused.root(), refused.mistakes());
  EXPECT_THAT(refused.lines(), ElementsAre(StartsWith("1:27: the number 2; expected ")));
}

TEST(LoadErrorReply, LeavesOutWhatIsNotSaid) {
  yaml::Parsed parsed("{message: ''}");
  const provider::ErrorReply error = read_error_answer(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), IsEmpty());
  EXPECT_EQ(error.status, 500);
  EXPECT_FALSE(error.type || error.code || error.param);
}

TEST(LoadErrorReply, RefusesAStatusThatIsNone) {
  for (const char* status : {"199", "600", "-1", "4.29", "'429'", "busy", "[429]"}) {
    yaml::Parsed parsed("{message: m, status: " + std::string(status) + "}");
    (void)read_error_answer(parsed.root(), parsed.mistakes());
    EXPECT_THAT(parsed.lines(), ElementsAre(StartsWith("1:22: "))) << status;
  }
}

TEST(LoadErrorReply, RefusesACodeThatIsNoText) {
  yaml::Parsed parsed("{message: m, code: 429, type: null}");
  (void)read_error_answer(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), ElementsAre("1:20: the number 429; expected text; quote it to make it text: \"429\"",
                                          "1:31: null; expected text; quote it to make it text: \"null\""));
}

TEST(LoadErrorReply, ReadsAnEventWhichHasNoStatus) {
  yaml::Parsed parsed("{message: m, type: t}");
  EXPECT_EQ(read_error_event(parsed.root(), parsed.mistakes()).message, "m");
  EXPECT_THAT(parsed.lines(), IsEmpty());
  yaml::Parsed refused("{message: m, status: 500}");
  (void)read_error_event(refused.root(), refused.mistakes());
  EXPECT_THAT(refused.lines(), ElementsAre("1:14: unknown key 'status'; expected one of: message, type, code, param"));
}

TEST(LoadErrorReply, NeedsAMessage) {
  yaml::Parsed parsed("{status: 500}");
  (void)read_error_answer(parsed.root(), parsed.mistakes());
  EXPECT_THAT(parsed.lines(), ElementsAre("1:1: an error without 'message'; expected the key 'message'"));
  yaml::Parsed text("Overloaded.");
  (void)read_error_event(text.root(), text.mistakes());
  EXPECT_THAT(text.lines(), ElementsAre("1:1: the text 'Overloaded.'; expected an error event: a mapping"));
}

}  // namespace
}  // namespace wiretape::tape
