#include "wiretape/mockserver/answer/program_cache.h"

#include <gtest/gtest.h>

namespace wiretape::mockserver {
namespace {

std::shared_ptr<const MadeProgram> program_of(std::string bytes) {
  return std::make_shared<const MadeProgram>(MadeProgram{{.bytes = std::move(bytes), .steps = {}}});
}

TEST(ProgramCache, KeepsTheFirstUnderAKey) {
  ProgramCache cache;
  EXPECT_EQ(cache.find("a"), nullptr);
  const auto first = cache.keep("a", program_of("1"));
  EXPECT_EQ(cache.keep("a", program_of("2")), first) << "two threads may have compiled the same";
  EXPECT_EQ(cache.find("a"), first);
  EXPECT_EQ(cache.find("b"), nullptr);
}

TEST(ProgramCache, KeepsAFewOnly) {
  ProgramCache cache;
  const auto first = cache.keep("first", program_of("1"));
  for (std::size_t i = 0; i < ProgramCache::most; ++i)
    cache.keep(std::to_string(i), program_of("x"));
  EXPECT_EQ(cache.find("first"), nullptr);
  EXPECT_EQ(first.use_count(), 1);
}

TEST(ProgramCache, SharesALargeOneWhileItIsPlayed) {
  ProgramCache cache;
  auto first = cache.keep("large", program_of(std::string(ProgramCache::largest_kept + 1, 'x')));
  EXPECT_EQ(cache.find("large"), first);
  EXPECT_EQ(first.use_count(), 1) << "the cache owns none of it";
  first.reset();
  EXPECT_EQ(cache.find("large"), nullptr);
  const auto second = cache.keep("large", program_of(std::string(ProgramCache::largest_kept + 1, 'y')));
  EXPECT_EQ(cache.find("large"), second);
}

}  // namespace
}  // namespace wiretape::mockserver
