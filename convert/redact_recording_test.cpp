#include "wiretape/convert/redact_recording.h"

#include <string>
#include <variant>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace wiretape::convert {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A key that the rules know by its looks, and one that only the request's own field tells.
const std::string known_key = "sk-proj-" + std::string(40, 'Q') + "7";
const std::string own_key = "Zx81-hJk2-99qL-0p";

Recording redacted(Recording recording) {
  redact_recording(recording);
  return recording;
}

Recording asked_with(std::string body) {
  Recording recording{.method = "POST", .target = "/v1/chat/completions", .request_body = std::move(body)};
  recording.request_fields = {{"authorization", "Bearer " + own_key}};
  return recording;
}

TEST(RedactRecording, MasksTargetsAndFields) {
  auto recording = asked_with("");
  recording.target = "https://user:s3cret@h/a?key=s3cret&n=1";
  recording.request_fields = {{"authorization", "Bearer s3cret"}, {"accept", "a"}};
  recording.head.fields = {
      {"set-cookie", "s3cret"}, {"x-api-key", "s3cret"}, {"location", "/next?token=s3cret"}, {"content-type", "a"}};
  recording = redacted(recording);
  EXPECT_EQ(recording.target.find("s3cret"), std::string::npos) << recording.target;
  EXPECT_EQ(recording.request_fields, (wire::HttpFields{{"authorization", "[redacted]"}, {"accept", "a"}}));
  EXPECT_EQ(recording.head.fields, (wire::HttpFields{{"set-cookie", "[redacted]"},
                                                     {"x-api-key", "[redacted]"},
                                                     {"location", "/next?token=[redacted]"},
                                                     {"content-type", "a"}}));
}

TEST(RedactRecording, MasksBodiesOfResponsesByteForByte) {
  auto recording = asked_with("{}");
  recording.body = R"(data: {"a":")" + known_key + R"(","b":")" + own_key + "\"}\n\n";
  const auto kept = redacted(recording).body;
  EXPECT_EQ(kept, R"(data: {"a":")" + std::string(known_key.size(), '*') + R"(","b":")" +
                      std::string(own_key.size(), '*') + "\"}\n\n");
}

TEST(RedactRecording, KeepsPicturesAndWhatIsPacked) {
  auto picture = asked_with("");
  picture.head.fields = {{"content-type", "image/png"}};
  picture.body = known_key;
  EXPECT_EQ(redacted(picture).body, known_key);
  auto packed = asked_with("");
  packed.head.fields = {{"content-encoding", "gzip"}};
  packed.body = known_key;
  EXPECT_EQ(redacted(packed).body, known_key);
}

TEST(RedactRecording, LeavesOutOfARuleWhatIsMasked) {
  EXPECT_EQ(redacted(asked_with(R"({"model":"m","messages":[{"role":"user","content":"hi"}]})")).request_body,
            R"({"model":"m","messages":[{"role":"user","content":"hi"}]})")
      << "as it was";
  EXPECT_EQ(
      redacted(asked_with(R"({"messages":[{"role":"user","content":")" + own_key + R"("}],"model":"m"})")).request_body,
      R"({"messages":[{"role":"user"}],"model":"m"})");
  EXPECT_EQ(redacted(asked_with(R"({"input":["a",")" + known_key + R"("],"model":"m"})")).request_body,
            R"({"model":"m"})")
      << "a list is all or nothing";
  EXPECT_THAT(redacted(asked_with("key is " + known_key)).request_body, Not(HasSubstr(known_key)));
}

TEST(RedactRecording, MasksTrailers) {
  auto recording = asked_with("");
  recording.framing = tape::ChunkFraming{.sizes = {}, .trailers = {{"x-auth-token", "s3cret"}}};
  const auto kept = redacted(recording);
  EXPECT_EQ(std::get<tape::ChunkFraming>(kept.framing).trailers, (wire::HttpFields{{"x-auth-token", "[redacted]"}}));
}

}  // namespace
}  // namespace wiretape::convert
