#include "wiretape/core/provider/shared/request_json.h"

#include <string_view>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

/// A text and its value.
struct Read {
  explicit Read(std::string_view text) { EXPECT_TRUE(index.read(text)) << text; }
  [[nodiscard]] std::optional<text::JsonValue> value() const { return index.root(); }

  text::JsonIndex index;
};

TEST(RequestJson, FindsMembersOfObjectsOnly) {
  const Read object(R"({"a":1})");
  const Read list("[1]");
  EXPECT_EQ(find_member(object.value(), "a")->written(), "1");
  EXPECT_FALSE(find_member(object.value(), "b").has_value());
  EXPECT_FALSE(find_member(list.value(), "a").has_value());
  EXPECT_FALSE(find_member(std::nullopt, "a").has_value());
}

TEST(RequestJson, OnlyTrueIsTrue) {
  EXPECT_TRUE(is_true(Read("true").value()));
  EXPECT_FALSE(is_true(Read("false").value()));
  EXPECT_FALSE(is_true(Read(R"("true")").value()));
  EXPECT_FALSE(is_true(std::nullopt));
}

TEST(RequestJson, ReadsTextsAndParts) {
  EXPECT_EQ(text_of_content(Read(R"("a\nb")").value()), "a\nb");
  EXPECT_EQ(text_of_content(Read(R"([{"text":"a"},{"type":"image"},{"text":7},{"text":""},{"text":"b"},"c"])").value()),
            "a\n\nb");
  for (const char* other : {"[]", "{}", "7", "null", R"([["a"]])"})
    EXPECT_EQ(text_of_content(Read(other).value()), "") << other;
  EXPECT_EQ(text_of_content(std::nullopt), "");
  EXPECT_EQ(text_of(Read(R"(["a"])").value()), "");
}

TEST(RequestJson, ComparesTextMembers) {
  const Read object(R"({"role":"user","n":1})");
  EXPECT_TRUE(member_says(*object.value(), "role", "user"));
  EXPECT_FALSE(member_says(*object.value(), "role", "use"));
  EXPECT_FALSE(member_says(*object.value(), "n", "1"));
  EXPECT_FALSE(member_says(*object.value(), "m", ""));
}

TEST(RequestJson, CountsTokensOfTextsAndParts) {
  const Read parts(R"([{"type":"text","text":"Hello"},{"type":"image"},{"text":" there."},7])");
  EXPECT_EQ(tokens_in_content(Read(R"("Hello there.")").value()), 3U);
  EXPECT_EQ(tokens_in_content(Read(R"("Hello\u0020there.\n\n")").value()), 4U);
  EXPECT_EQ(tokens_in_content(parts.value()), 3U);
  EXPECT_EQ(tokens_in_content(std::nullopt), 0U);
}

TEST(RequestJson, CountsTokensOfAllMessages) {
  const Read messages(R"([{"role":"user","content":"Hello there."},{"content":[{"text":"Hi"}]},{},3])");
  EXPECT_EQ(tokens_in_messages(messages.value()), 4U);
  EXPECT_EQ(tokens_in_messages(Read(R"("no messages")").value()), 0U);
  EXPECT_EQ(tokens_in_messages(std::nullopt), 0U);
}

}  // namespace
}  // namespace wiretape::provider
