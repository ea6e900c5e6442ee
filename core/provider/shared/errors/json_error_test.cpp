#include "wiretape/core/provider/shared/errors/json_error.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace wiretape::provider {
namespace {

// The error member of an object as one line; "none", or "unsound".
std::string read_error_of(std::string_view text) {
  text::StrictJson json;
  std::optional<ErrorDelta> error;
  const auto on_member = [&](std::string_view /*name*/, text::StrictJson::Value& value) {
    return read_json_error(json, value, error);
  };
  if (!json.read_object(text, on_member)) return "unsound";
  if (!error) return "none";
  return std::string(error->message) + "|" + std::string(error->type) + "|" + std::string(error->code) + "|" +
         std::string(error->json);
}

TEST(JsonError, ReadsAnObject) {
  EXPECT_EQ(read_error_of(R"({"error": {"type":"t","message":"m\n","code":429,"param":null} })"),
            "m\n|t|429|{\"type\":\"t\",\"message\":\"m\\n\",\"code\":429,\"param\":null}");
}

TEST(JsonError, TakesDetailForTheMessage) {
  EXPECT_EQ(read_error_of(R"({"error":{"detail":"d"}})"), R"(d|||{"detail":"d"})");
}

TEST(JsonError, ReadsWhatIsNoObject) {
  EXPECT_EQ(read_error_of(R"({"error":"boom"})"), R"(boom|||"boom")");
  EXPECT_EQ(read_error_of(R"({"error":7})"), "7|||7");
  EXPECT_EQ(read_error_of(R"({"error":["a"]})"), R"(["a"]|||["a"])");
}

TEST(JsonError, SomeHostsSendTheMemberAlways) {
  for (const char* none : {R"({"error":null})", R"({"error":false})", R"({"error":""})", R"({"error":"none"})",
                           R"({"error":"Success"})", R"({"error":{"message":"","type":"","param":"","code":null}})",
                           R"({"error":{"code":0,"message":""}})", R"({"error":{"code":"0","message":"success"}})"})
    EXPECT_EQ(read_error_of(none), "none") << none;
}

TEST(JsonError, OneWordThatSaysMoreIsEnough) {
  for (const char* one : {R"({"error":{"message":"","code":4}})", R"({"error":{"message":"","why":"m"}})",
                          R"({"error":{"message":"m","code":0}})", R"({"error":{"message":"","metadata":{"n":1}}})",
                          R"({"error":true})", R"({"error":"true"})"})
    EXPECT_NE(read_error_of(one), "none") << one;
}

TEST(JsonError, UnsoundJsonIsFound) {
  EXPECT_EQ(read_error_of(R"({"error":{"message":01}})"), "unsound");
  EXPECT_EQ(read_error_of(R"({"error":{"extra":nul}})"), "unsound");
}

}  // namespace
}  // namespace wiretape::provider
