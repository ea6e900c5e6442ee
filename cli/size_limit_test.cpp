#include "cli/size_limit.h"

#include <gtest/gtest.h>

namespace wiretape::cli {
namespace {

TEST(ParseSize, ReadsBytesAndUnits) {
  const std::pair<const char*, std::size_t> sizes[] = {
      {"1", 1},           {"65536", 65536},
      {"7b", 7},          {"512KiB", 524288},
      {"512 kb", 524288}, {"16MiB", std::size_t{16} << 20},
      {"16m", 16 << 20},  {"2GB", std::size_t{2} << 30},
  };
  for (const auto& [text, size] : sizes)
    EXPECT_EQ(parse_size(text), size) << text;
}

TEST(ParseSize, RefusesWhatIsNoSize) {
  for (const char* text : {"", "0", "0MiB", "-1", "+1", "1.5k", "k", "MiB", "5XB", "1 2", " 1", "1k ", "0x10",
                           "99999999999999999999999", "99999999999999999GiB"}) {
    EXPECT_EQ(parse_size(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace wiretape::cli
