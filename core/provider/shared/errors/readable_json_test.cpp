#include "wiretape/core/provider/shared/errors/readable_json.h"

#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

TEST(ReadableJson, LeavesWhatCanBeRead) {
  for (const char* json : {R"({"a":[1,-2.5e3,0],"b":"1e999 \" \\","c":true,"d":null,"e":"e"})", "", "[", "\"open", "-"})
    EXPECT_EQ(readable_json(json), std::string(json) == "-" ? "null" : json);
}

TEST(ReadableJson, MakesNullOfNumbersBeyondADouble) {
  EXPECT_EQ(readable_json(R"([1e999,-1e999,{"a":1e-999,"b":"\"1e999"},7])"),
            R"([null,null,{"a":null,"b":"\"1e999"},7])");
  std::string many = "[0";
  std::string nulls = "[0";
  for (int count = 0; count < 400'000; ++count) {
    many += ",1e999";
    nulls += ",null";
  }
  EXPECT_EQ(readable_json(many + "]"), nulls + "]") << "and it takes no time to speak of";
}

TEST(ReadableJson, MakesOneCharacterOfWhatIsNone) {
  EXPECT_EQ(readable_json(R"(["\ud83d","\ud83d\ude00"])"), R"(["\ufffd","\ud83d\ude00"])");
  EXPECT_EQ(readable_json("[\"\xFF\"]"), "[\"\uFFFD\"]");
}

}  // namespace
}  // namespace wiretape::provider
