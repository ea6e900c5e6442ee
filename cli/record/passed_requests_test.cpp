#include "cli/record/passed_requests.h"

#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

using namespace recorder::capture;
using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A recorder's events, and the journal of them.
class Passed : public ::testing::Test {
 protected:
  void ask(std::uint64_t exchange, const std::string& target = "/~mine/v1/chat/completions") {
    passed_.note(exchange, RequestBegan{"https://api.test", {"POST", target, 1, {{"host", "h"}}}, {}});
    passed_.note(exchange, RequestBytes{R"({"model":)"});
    passed_.note(exchange, RequestBytes{R"("m"})"});
    passed_.note(exchange, RequestSent{100us});
  }
  void begin(std::uint64_t exchange, int status) {
    wire::HttpResponseHead head;
    head.status = status;
    passed_.note(exchange, ResponseBegan{head});
  }
  [[nodiscard]] std::vector<journal::Entry> entries() { return passed_.journal().entries(); }

  PassedRequests passed_;
};

TEST_F(Passed, HaveARequestWithEachReadOfItsAnswer) {
  ask(1);
  EXPECT_THAT(entries(), IsEmpty()) << "nothing is known of its answer";
  begin(1, 200);
  passed_.note(1, ResponseRead{150us, ""});
  passed_.note(1, ResponseRead{200us, "data: a\n\n"});
  passed_.note(1, ChunkEdges{{9}});
  passed_.note(1, ResponseRead{300us, "data: b\n\n"});
  ASSERT_THAT(entries(), SizeIs(1));
  EXPECT_EQ(entries()[0].end, std::nullopt);
  passed_.note(1, ResponseEnded{.at = 400us});
  const auto entry = entries().at(0);
  EXPECT_EQ(entry.session, "mine");
  EXPECT_EQ(entry.exchange, "https://api.test");
  EXPECT_EQ(entry.request.body, R"({"model":"m"})");
  EXPECT_EQ(entry.status, 200);
  EXPECT_THAT(entry.writes, ElementsAre(journal::WriteRecord{0, 9, 100us}, journal::WriteRecord{9, 9, 200us}));
  EXPECT_EQ(entry.end, (journal::EndRecord{wire::Ending::complete, 300us}));
}

TEST_F(Passed, HaveWhatNeverHadAnAnswer) {
  ask(1);
  passed_.note(1, ResponseEnded{.end = {tape::RecordedEnd::By::upstream, wire::Ending::reset}, .at = 200us});
  const auto entry = entries().at(0);
  EXPECT_EQ(entry.status, 0);
  EXPECT_EQ(entry.end, (journal::EndRecord{wire::Ending::reset, 100us}));
}

TEST_F(Passed, SayThatTheClientLeft) {
  ask(1);
  begin(1, 200);
  passed_.note(1, ResponseEnded{.end = {tape::RecordedEnd::By::client, wire::Ending::abandoned}, .at = 200us});
  EXPECT_TRUE(entries().at(0).end->is_cut_short);
}

TEST_F(Passed, KeepTheBeginningOfALargeBody) {
  passed_.note(1, RequestBegan{"https://api.test", {"POST", "/", 1, {}}, {}});
  for (int i = 0; i < 3; ++i)
    passed_.note(1, RequestBytes{std::string(PassedRequests::most_body / 2 + 1, 'x')});
  begin(1, 200);
  EXPECT_EQ(entries().at(0).request.body.size(), PassedRequests::most_body);
}

TEST_F(Passed, AreNotMixedUp) {
  ask(1, "/a");
  ask(2, "/b");
  begin(2, 429);
  begin(1, 200);
  EXPECT_EQ(entries().at(0).request.head.target, "/b");
  EXPECT_EQ(entries().at(0).status, 429);
  EXPECT_EQ(entries().at(1).session, "");
}

TEST(Noted, GivesEachEventOn) {
  const auto passed = std::make_shared<PassedRequests>();
  std::vector<std::uint64_t> given;
  const auto sink =
      noted(passed, Sink([&](std::uint64_t exchange, const CaptureEvent&) { given.push_back(exchange); }));
  sink(7, RequestBegan{"https://api.test", {"GET", "/", 1, {}}, {}});
  sink(7, ResponseEnded{});
  EXPECT_THAT(given, ElementsAre(7, 7));
  EXPECT_THAT(passed->journal().entries(), SizeIs(1));
}

}  // namespace
}  // namespace wiretape::cli
