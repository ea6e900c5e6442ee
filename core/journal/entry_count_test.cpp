#include "wiretape/core/journal/entry_count.h"

#include <chrono>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::journal {
namespace {

using Of = EntryCount::Of;
using namespace std::chrono_literals;

constexpr std::size_t full = 1000;

/// A full journal whose entries are all for "/", and how often the filter of a count was asked.
class Counts : public ::testing::Test {
 protected:
  Counts() {
    for (std::size_t i = 0; i < full; ++i)
      receive();
  }

  std::uint64_t receive(const std::string& target = "/", const std::string& session = "") {
    return journal_.received(session, "", {{.method = "GET", .target = target, .minor_version = 1, .fields = {}}, ""});
  }
  void end(std::uint64_t number) { journal_.ended(number, {wire::Ending::complete, 0us}); }

  [[nodiscard]] EntryCount count(Of of, const std::string& target, std::uint64_t after = 0) {
    const auto is_target = [this, target](std::string_view found) {
      ++asked_;
      return found == target;
    };
    return {journal_, {.is_target = is_target, .after = after}, of};
  }
  std::size_t asked() { return std::exchange(asked_, 0); }

  Journal journal_{{.entries = full}};
  std::size_t asked_ = 0;
};

TEST_F(Counts, LookAtEachEntryOnce) {
  auto received = count(Of::received, "/wanted");
  EXPECT_FALSE(received.reaches(1));
  EXPECT_EQ(asked(), full);
  EXPECT_FALSE(received.reaches(1));
  EXPECT_EQ(asked(), 0U);
  for (int i = 0; i < 3; ++i) {
    receive();
    EXPECT_FALSE(received.reaches(1));
  }
  EXPECT_EQ(asked(), 3U);
  receive("/wanted");
  EXPECT_TRUE(received.reaches(1));
  EXPECT_FALSE(received.reaches(2));
  EXPECT_EQ(asked(), 1U);
}

TEST_F(Counts, LookAtEachEndOnce) {
  auto ended = count(Of::ended, "/");
  EXPECT_FALSE(ended.reaches(1));
  EXPECT_EQ(asked(), 0U) << "none has ended";
  end(500);
  end(2);
  EXPECT_TRUE(ended.reaches(2));
  EXPECT_FALSE(ended.reaches(3));
  EXPECT_EQ(asked(), 2U);
  end(receive());
  EXPECT_TRUE(ended.reaches(3));
  EXPECT_EQ(asked(), 1U);
}

TEST_F(Counts, LookAtNothingAgainWhereSomeAreCleared) {
  auto received = count(Of::received, "/");
  auto ended = count(Of::ended, "/");
  const auto mine = receive("/", "mine");
  end(mine);
  end(900);
  EXPECT_TRUE(received.reaches(full));
  EXPECT_TRUE(ended.reaches(2));
  static_cast<void>(asked());
  EXPECT_EQ(journal_.clear({.session = "mine"}), 1U);
  EXPECT_FALSE(received.reaches(full));
  EXPECT_TRUE(received.reaches(full - 1));
  EXPECT_TRUE(ended.reaches(1));
  EXPECT_FALSE(ended.reaches(2));
  EXPECT_EQ(asked(), 0U);
  end(901);
  EXPECT_TRUE(ended.reaches(2));
}

TEST_F(Counts, CountNoneThatNewerOnesPushedOut) {
  auto received = count(Of::received, "/");
  auto ended = count(Of::ended, "/");
  end(1);
  end(700);
  EXPECT_TRUE(received.reaches(full));
  EXPECT_TRUE(ended.reaches(2));
  receive("/other");
  EXPECT_FALSE(received.reaches(full));
  EXPECT_FALSE(ended.reaches(2));
  EXPECT_TRUE(ended.reaches(1));
  EXPECT_TRUE(received.reaches(full - 1));
}

TEST_F(Counts, BeginAfterANumber) {
  auto received = count(Of::received, "/", 990);
  EXPECT_TRUE(received.reaches(10));
  EXPECT_FALSE(received.reaches(11));
  EXPECT_EQ(asked(), 10U);
  auto ended = count(Of::ended, "/", 990);
  end(990);
  end(991);
  EXPECT_TRUE(ended.reaches(1));
  EXPECT_FALSE(ended.reaches(2));
}

TEST_F(Counts, AgreeWithWhatIsKept) {
  auto received = count(Of::received, "/");
  auto ended = count(Of::ended, "/");
  for (std::uint64_t i = 1; i <= 3000; ++i) {
    const auto number = receive(i % 3 == 0 ? "/" : "/other", i % 7 == 0 ? "cleared" : "");
    if (i % 2 == 0) end(number);
    if (i % 5 == 0) end(number - 3);
    if (i % 100 == 0) journal_.clear({.session = "cleared"});
    if (i % 10 != 0) continue;
    std::size_t all = 0;
    std::size_t ends = 0;
    for (const auto& entry : journal_.entries({.is_target = [](std::string_view target) { return target == "/"; }})) {
      ++all;
      ends += entry.end ? 1 : 0;
    }
    ASSERT_TRUE(received.reaches(all) && !received.reaches(all + 1)) << i;
    ASSERT_TRUE(ended.reaches(ends) && !ended.reaches(ends + 1)) << i;
  }
}

}  // namespace
}  // namespace wiretape::journal
