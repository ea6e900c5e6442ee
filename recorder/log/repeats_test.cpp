#include "wiretape/recorder/log/repeats.h"

#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/recorder/capture/replayed_for_test.h"
#include "wiretape/recorder/log/logs_for_test.h"

#include "cli/testing/folder.h"

namespace wiretape::recorder::log {
namespace {

using ::testing::HasSubstr;
using wiretape::cli::testing::Folder;

class RepeatsTest : public ::testing::Test {
 protected:
  void note(const std::string& name, const std::string& body = capture::chat_body) {
    auto events = capture::stream_for_test();
    events[1] = capture::RequestBytes{body};
    folder_.write(name, capture::text_for_test(capture::capture_of(events)));
    EXPECT_FALSE(repeats_.note(folder_.path(name)));
  }

  [[nodiscard]] std::optional<std::uint64_t> uses(const std::string& name) const {
    return capture::exchange_for_test(file_text(folder_.path(name))).uses;
  }

  Folder folder_;
  Repeats repeats_;
};

TEST_F(RepeatsTest, AnswerOnceEachButTheLast) {
  note("1.yaml");
  EXPECT_EQ(uses("1.yaml"), std::nullopt);
  note("2.yaml");
  note("3.yaml");
  EXPECT_EQ(uses("1.yaml"), 1U);
  EXPECT_EQ(uses("2.yaml"), 1U);
  EXPECT_EQ(uses("3.yaml"), std::nullopt);
}

TEST_F(RepeatsTest, GoByTheirStartInWhateverOrderTheyEnd) {
  note("2.yaml");
  note("1.yaml");
  EXPECT_EQ(uses("1.yaml"), 1U);
  EXPECT_EQ(uses("2.yaml"), std::nullopt);
}

TEST_F(RepeatsTest, AreTheSameRequestOnly) {
  note("1.yaml");
  note("2.yaml", R"({"model":"m","messages":[],"stream":true})");
  EXPECT_EQ(uses("1.yaml"), std::nullopt);
  EXPECT_EQ(uses("2.yaml"), std::nullopt);
}

TEST_F(RepeatsTest, KeepAllElseOfATape) {
  note("1.yaml");
  const std::string before = file_text(folder_.path("1.yaml"));
  note("2.yaml");
  const std::string after = file_text(folder_.path("1.yaml"));
  EXPECT_THAT(after, HasSubstr("# 2025-11-28T08:30:00.000Z to https://api.example.com"));
  auto exchange = capture::exchange_for_test(after);
  exchange.uses.reset();
  EXPECT_EQ(exchange, capture::exchange_for_test(before));
}

TEST_F(RepeatsTest, DoNotMissATapeThatSomebodyTookAway) {
  note("1.yaml");
  folder_.write("1.yaml", "mine now");
  note("2.yaml");
  EXPECT_EQ(file_text(folder_.path("1.yaml")), "mine now");
  EXPECT_FALSE(repeats_.note(folder_.path("none.yaml")));
}

}  // namespace
}  // namespace wiretape::recorder::log
