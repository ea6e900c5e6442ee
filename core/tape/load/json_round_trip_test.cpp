// Compact JSON is YAML: what is read of it as a tape's value must come out as the same bytes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/parsed_for_test.h"

namespace wiretape::tape {
namespace {

using Json = nlohmann::ordered_json;

/// Makes JSON values, the same ones for the same seed.
class JsonMaker {
 public:
  explicit JsonMaker(std::uint64_t seed) : state_(seed) {}

  Json value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0:
        return nullptr;
      case 1:
        return below(2) == 1;
      case 2:
        return static_cast<std::int64_t>(next());
      case 3:
        return static_cast<double>(static_cast<std::int64_t>(next() >> 20U)) / 1024.0;
      case 6:
        return list(depth - 1);
      case 7:
        return object(depth - 1);
      default:
        return text();
    }
  }

  Json object(int depth) {
    Json result = Json::object();
    for (std::size_t count = below(5); count > 0; --count) {
      result[text()] = value(depth);
    }
    return result;
  }

 private:
  Json list(int depth) {
    Json result = Json::array();
    for (std::size_t count = below(5); count > 0; --count) {
      result.push_back(value(depth));
    }
    return result;
  }

  /// Texts of what YAML has a meaning for.
  std::string text() {
    static constexpr std::string_view pieces[] = {"a",    "B7", " ",   "  ", "\n", "\t", "\r",   "\"",  "'",  "\\",
                                                  ":",    ": ", " #",  "- ", "? ", "[",  "]",    "{",   "}",  ",",
                                                  "&x",   "*x", "!",   "|",  ">",  "%",  "@",    "`",   "<<", "null",
                                                  "true", "~",  "1.0", "é",  "日", "😀",  "\x01", "---", "..."};
    std::string result;
    for (std::size_t count = below(6); count > 0; --count) {
      result += pieces[below(std::size(pieces))];
    }
    return result;
  }

  std::uint64_t next() {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return state_ ^ (state_ >> 29U);
  }

  std::size_t below(std::size_t bound) { return (next() >> 16U) % bound; }

  std::uint64_t state_;
};

TEST(JsonRoundTrip, OfRandomValuesIsExact) {
  JsonMaker maker(42);
  for (int count = 0; count < 500; ++count) {
    const std::string json = maker.object(4).dump();
    yaml::Parsed parsed(json);
    ASSERT_TRUE(parsed.ok()) << json;
    EXPECT_EQ(yaml::json_text(parsed.root(), parsed.mistakes()), json);
    EXPECT_THAT(parsed.lines(), ::testing::IsEmpty()) << json;
  }
}

TEST(JsonRoundTrip, OfSpacedOutJsonIsCompact) {
  JsonMaker maker(7);
  for (int count = 0; count < 200; ++count) {
    const Json value = maker.object(4);
    yaml::Parsed parsed(value.dump(2));
    ASSERT_TRUE(parsed.ok()) << value.dump(2);
    EXPECT_EQ(yaml::json_text(parsed.root(), parsed.mistakes()), value.dump());
  }
}

TEST(JsonRoundTrip, OfEveryCharacterThatJsonEscapes) {
  for (char character = 1; character < 0x20; ++character) {
    const std::string json = Json(std::string(1, character)).dump();
    yaml::Parsed parsed(json);
    EXPECT_EQ(parsed.root().text, std::string(1, character));
    EXPECT_EQ(yaml::json_text(parsed.root(), parsed.mistakes()), json);
  }
}

}  // namespace
}  // namespace wiretape::tape
