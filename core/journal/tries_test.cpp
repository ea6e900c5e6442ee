#include "wiretape/core/journal/tries.h"

#include <gtest/gtest.h>

namespace wiretape::journal {
namespace {

TEST(Tries, CountEqualRequests) {
  Tries tries;
  EXPECT_EQ(tries.next({1, 7, {}}, 1), (Try{0, 0}));
  EXPECT_EQ(tries.next({2, 8, {}}, 1), (Try{0, 0}));
  EXPECT_EQ(tries.next({4, 7, {}}, 1), (Try{1, 1}));
  EXPECT_EQ(tries.next({5, 7, {}}, 1), (Try{2, 4}));
  EXPECT_EQ(tries.last(), 5U);
}

TEST(Tries, BelieveWhatTheClientSays) {
  Tries tries;
  EXPECT_EQ(tries.next({1, 7, 0}, 1), (Try{0, 0}));
  EXPECT_EQ(tries.next({2, 7, 0}, 1), (Try{0, 0})) << "the same question, asked anew";
  EXPECT_EQ(tries.next({3, 7, 1}, 1), (Try{1, 2}));
  EXPECT_EQ(tries.next({4, 8, 3}, 1), (Try{3, 0})) << "those before did not come here";
  EXPECT_EQ(tries.next({5, 8, {}}, 1), (Try{4, 4}));
}

TEST(Tries, KnowNoneThatIsGone) {
  Tries tries;
  tries.next({1, 7, {}}, 1);
  tries.next({2, 8, {}}, 1);
  EXPECT_EQ(tries.next({3, 7, {}}, 2), (Try{0, 0}));
  tries.forget([](std::uint64_t number) { return number == 2; });
  EXPECT_EQ(tries.next({4, 8, {}}, 2), (Try{0, 0}));
}

TEST(Tries, ForgetWhatIsTooOldWhereThereAreMany) {
  Tries tries;
  for (std::uint64_t number = 1; number <= 100'000; ++number)
    EXPECT_EQ(tries.next({number, number, {}}, number < 10 ? 1 : number - 9), (Try{0, 0}));
  std::size_t asked = 0;
  tries.forget([&](std::uint64_t) {
    ++asked;
    return false;
  });
  EXPECT_LT(asked, 2000U);
}

}  // namespace
}  // namespace wiretape::journal
