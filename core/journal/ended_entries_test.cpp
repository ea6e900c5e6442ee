#include "wiretape/core/journal/ended_entries.h"

#include <chrono>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::journal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

/// A journal of few entries, and who reads what has ended.
class Ended : public ::testing::Test {
 protected:
  std::uint64_t receive() {
    return journal_.received("", "", {{.method = "GET", .target = "/", .minor_version = 1, .fields = {}}, ""});
  }
  void end(std::uint64_t number) { journal_.ended(number, {wire::Ending::complete, 0us}); }
  std::vector<std::uint64_t> next() {
    std::vector<std::uint64_t> numbers;
    for (const auto& entry : entries_.next())
      numbers.push_back(entry.number);
    return numbers;
  }

  Journal journal_{{.entries = 5}};
  EndedEntries entries_{journal_};
};

TEST_F(Ended, ComeOnceAndInTheirOrder) {
  const auto one = receive();
  const auto two = receive();
  receive();
  end(two);
  end(one);
  EXPECT_THAT(next(), ElementsAre(two, one));
  end(3);
  EXPECT_THAT(next(), ElementsAre(3));
}

TEST_F(Ended, HaveTheRequestButForItsFields) {
  const wire::HttpRequestHead head{.method = "POST", .target = "/x?y=z", .minor_version = 0, .fields = {{"A", "b"}}};
  end(journal_.received("mine", "greeting", {head, "body"}, {.reason = "why"}));
  const auto entry = entries_.next().at(0);
  EXPECT_EQ(entry.request.head.method + entry.request.head.target, "POST/x?y=z");
  EXPECT_EQ(entry.request.head.minor_version, 0);
  EXPECT_EQ(entry.request.body + entry.session + entry.exchange + entry.reason, "bodyminegreetingwhy");
  EXPECT_TRUE(entry.request.head.fields.empty());
  EXPECT_EQ(journal_.entries().at(0).request.head.fields, head.fields) << "who asks for the entry has them";
}

TEST_F(Ended, AreThoseFromTheBeginningOn) {
  end(receive());
  EndedEntries later(journal_);
  end(receive());
  EXPECT_EQ(later.next().at(0).number, 2U);
}

TEST_F(Ended, AreWaitedFor) {
  std::thread server([this] { end(receive()); });
  EXPECT_THAT(next(), ElementsAre(1));
  server.join();
}

TEST_F(Ended, LackWhatIsKeptNoMore) {
  for (int i = 0; i < 20; ++i)
    end(receive());
  journal_.clear({.after = 18});
  EXPECT_THAT(next(), ElementsAre(16, 17, 18));
  end(receive());
  EXPECT_THAT(next(), ElementsAre(21)) << "and what is missing holds up nothing";
}

TEST_F(Ended, AreAllReadBeforeTheEnd) {
  end(receive());
  entries_.stop();
  EXPECT_THAT(next(), ElementsAre(1));
  EXPECT_THAT(next(), IsEmpty());
}

TEST_F(Ended, ComeTogetherAfterARest) {
  EndedEntries resting(journal_, 1h);
  end(receive());
  EXPECT_EQ(resting.next().size(), 1U) << "the first waits for none";
  std::thread reader([&] { EXPECT_EQ(resting.next().size(), 3U); });
  for (int i = 0; i < 3; ++i)
    end(receive());
  resting.stop();
  reader.join();
}

TEST_F(Ended, EndWhereSomebodyWaits) {
  std::thread reader([this] { EXPECT_THAT(next(), IsEmpty()); });
  entries_.stop();
  reader.join();
}

}  // namespace
}  // namespace wiretape::journal
