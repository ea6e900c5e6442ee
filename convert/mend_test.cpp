#include "wiretape/convert/mend.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/convert/mend_ending.h"

namespace wiretape::convert {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Recording recording_with(wire::HttpFields fields, std::string body = "Hi") {
  Recording recording{.method = "GET", .target = "/"};
  recording.head.fields = std::move(fields);
  recording.body = std::move(body);
  return recording;
}

TEST(Mend, LeavesWhatFits) {
  auto recording = recording_with({{"content-length", "2"}, {"x-a", "b"}});
  const auto before = recording.head;
  EXPECT_THAT(mend(recording), IsEmpty());
  EXPECT_THAT(mend_ending(recording), IsEmpty());
  EXPECT_EQ(recording.head, before);
}

TEST(Mend, DropsFieldsThatAreNone) {
  auto recording = recording_with({{":status", "200"}, {"a b", "c"}, {"", "c"}, {"d", "e\r\nf"}, {"g", "  h \t"}});
  EXPECT_THAT(mend(recording), ElementsAre(HasSubstr("'a b'"), HasSubstr("''"), HasSubstr("'d'")));
  EXPECT_EQ(recording.head.fields, (wire::HttpFields{{"g", "h"}}));
}

TEST(Mend, KeepsOneFraming) {
  auto both = recording_with({{"Content-Length", "2"}, {"Transfer-Encoding", "chunked"}});
  EXPECT_THAT(mend(both), ElementsAre("'content-length: 2' beside chunks; the field is dropped"));
  auto twice = recording_with({{"content-length", "2"}, {"content-length", "2"}});
  EXPECT_THAT(mend(twice), ElementsAre("'content-length: 2' beside another one; the field is dropped"));
  auto packed = recording_with({{"transfer-encoding", "gzip, chunked"}});
  EXPECT_THAT(mend(packed), ElementsAre(HasSubstr("'transfer-encoding: gzip, chunked'")));
  EXPECT_THAT(both.head.fields, ElementsAre(wire::HttpField{"Transfer-Encoding", "chunked"}));
  EXPECT_THAT(packed.head.fields, IsEmpty());
}

TEST(Mend, DropsBodiesWhereHttpHasNone) {
  auto recording = recording_with({{"content-length", "5"}});
  recording.head.status = 304;
  EXPECT_THAT(mend(recording), ElementsAre(HasSubstr("a body of 2 bytes where HTTP has none")));
  EXPECT_EQ(recording.body, "");
  auto head = recording_with({{"content-length", "5"}}, "");
  head.method = "HEAD";
  EXPECT_THAT(mend(head), IsEmpty());
}

TEST(Mend, KeepsAReasonOfItsOwnOnly) {
  auto own = recording_with({});
  own.head.reason = "Fine";
  auto standard = recording_with({});
  standard.head.reason = "OK";
  EXPECT_THAT(mend(own), IsEmpty());
  EXPECT_THAT(mend(standard), IsEmpty());
  EXPECT_EQ(own.head.reason, "Fine");
  EXPECT_EQ(standard.head.reason, "");
}

TEST(WhyUnplayable, TellsOfStatusAndMethod) {
  auto recording = recording_with({});
  EXPECT_EQ(why_unplayable(recording), std::nullopt);
  recording.method = "G T";
  EXPECT_EQ(why_unplayable(recording), "the method 'G T'");
  recording.head.status = 0;
  EXPECT_EQ(why_unplayable(recording), "no response (status 0)");
}

TEST(MendEnding, FindsTheNearestEndThatTheFramingCanHave) {
  using wire::Ending;
  const auto mended = [](wire::HttpFields fields, Ending how, tape::RecordedFraming framing = {}) {
    auto recording = recording_with(std::move(fields));
    recording.end.how = how;
    recording.framing = std::move(framing);
    (void)mend_ending(recording);
    return recording.end.how;
  };
  EXPECT_EQ(mended({}, Ending::closed), Ending::cut_between_chunks);
  EXPECT_EQ(mended({}, Ending::reset), Ending::reset);
  EXPECT_EQ(mended({}, Ending::complete, tape::CloseFraming{}), Ending::closed);
  EXPECT_EQ(mended({{"content-length", "9"}}, Ending::cut_in_data), Ending::short_content_length);
  EXPECT_EQ(mended({{"content-length", "2"}}, Ending::cut_in_data), Ending::complete);
  EXPECT_EQ(mended({{"content-length", "2"}}, Ending::complete, tape::CloseFraming{}), Ending::complete);
  auto head = recording_with({{"content-length", "5"}}, "");
  head.method = "HEAD";
  EXPECT_THAT(mend_ending(head), IsEmpty());
  EXPECT_EQ(head.end.how, Ending::complete);
}

}  // namespace
}  // namespace wiretape::convert
