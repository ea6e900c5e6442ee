#include "wiretape/core/tape/load/response/load_arrivals.h"

#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/tape/tapes_for_test.h"

namespace wiretape::tape {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;
using namespace std::chrono_literals;

std::vector<Arrival> arrivals_in(const std::string& list) {
  return std::get<RecordedResponse>(exchange_of("response: {body: [aaaa], arrivals: " + list + "}").answer).arrivals;
}

TEST(LoadArrivals, ReadsPairsOfAnyNumberOfTexts) {
  EXPECT_THAT(arrivals_in("['412.310:1 18.042:2', '0:1']"),
              ElementsAre(Arrival{412'310us, 1}, Arrival{18'042us, 2}, Arrival{0us, 1}));
  EXPECT_THAT(arrivals_in("['0.001:0  7:4 9.5:0 ']"),
              ElementsAre(Arrival{1us, 0}, Arrival{7ms, 4}, Arrival{9500us, 0}));
}

TEST(LoadArrivals, SaysWhichPairIsNone) {
  for (const std::string pair : {"1", "1:", ":4", "1ms:4", "1:4b", "-1:4", "1.0005:4", "1:-4", "1:4:4", "90000000:4"}) {
    EXPECT_THAT(mistakes_of("response: {body: [aaaa], arrivals: ['0:0 " + pair + "']}"),
                ElementsAre("4:41: the text '0:0 " + pair +
                            "'; expected pairs of milliseconds and bytes, such as \"412.310:61 18.042:3\"; '" + pair +
                            "' is no such pair"));
  }
}

TEST(LoadArrivals, AsksForAListOfTexts) {
  EXPECT_THAT(mistakes_of("response: {body: [aaaa], arrivals: '0:4'}"),
              ElementsAre(StartsWith("4:40: the text '0:4'; expected a list of pairs of milliseconds and bytes")));
  EXPECT_THAT(mistakes_of("response: {body: [aaaa], arrivals: [4]}"), ElementsAre(StartsWith("4:41: the number 4")));
}

}  // namespace
}  // namespace wiretape::tape
