#include "wiretape/core/provider/shared/ids/derived_id.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

// Worked out apart from this code.
TEST(ContentHash, IsPinned) {
  EXPECT_EQ(ContentHash().value(), 0xCBF29CE484222325U);
  EXPECT_EQ(ContentHash().add(std::uint64_t{0}).value(), 0xA8C7F832281A39C5U);
  EXPECT_EQ(ContentHash().add("").value(), 0xA8C7F832281A39C5U);
}

TEST(ContentHash, KeepsTextsApart) {
  EXPECT_NE(ContentHash().add("ab").add("c").value(), ContentHash().add("a").add("bc").value());
  EXPECT_NE(ContentHash().add("a").value(), ContentHash().add("a").add("").value());
  EXPECT_EQ(ContentHash().add("a").add("b").value(), ContentHash().add("a").add("b").value());
}

TEST(DerivedId, IsPinned) {
  EXPECT_EQ(derived_id("call_", 24, ContentHash().add("wiretape")), "call_OaZIDq5gxVYtbUI5vjrpdcdm");
}

TEST(DerivedId, HasThePrefixAndLettersAndDigits) {
  const std::string id = derived_id("chatcmpl-", 29, ContentHash().add("x"));
  EXPECT_EQ(id.size(), 9U + 29U);
  EXPECT_TRUE(id.starts_with("chatcmpl-"));
  EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 9),
            std::string::npos);
}

TEST(DerivedId, DiffersWithTheContent) {
  std::set<std::string> ids;
  for (std::uint64_t number = 0; number < 1000; ++number)
    ids.insert(derived_id("", 24, ContentHash().add(number)));
  EXPECT_EQ(ids.size(), 1000U);
}

}  // namespace
}  // namespace wiretape::provider
