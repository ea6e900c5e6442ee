#include "wiretape/client/response_head.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/dialects.h"

namespace wiretape::client {
namespace {

const provider::Dialect& openai_chat_dialect() {
  return *provider::find_dialect("openai.chat");
}

wire::HttpResponseHead head_with(int status, const wire::HttpFields& fields) {
  return {status, "", 1, fields};
}

/// The framing of a body; nullopt, and the test fails, where it is none.
std::optional<wire::Framing> framing_of(const wire::HttpFields& fields) {
  const auto body = body_of(head_with(200, fields), openai_chat_dialect());
  const auto* framed = std::get_if<FramedBody>(&body);
  EXPECT_NE(framed, nullptr);
  return framed == nullptr ? std::nullopt : std::optional(framed->framing);
}

std::string unreadable(const wire::HttpFields& fields) {
  const auto body = body_of(head_with(200, fields), openai_chat_dialect());
  const auto* found = std::get_if<UnreadableBody>(&body);
  return found == nullptr ? "" : found->what;
}

TEST(BodyOf, GoesByTheContentType) {
  EXPECT_EQ(framing_of({{"content-type", "Text/Event-Stream; charset=utf-8"}}), wire::Framing::sse);
  EXPECT_EQ(framing_of({{"Content-Type", "application/x-ndjson"}}), wire::Framing::ndjson);
  EXPECT_EQ(framing_of({{"content-type", "application/jsonl; charset=utf-8"}}), wire::Framing::ndjson);
  EXPECT_TRUE(std::holds_alternative<WholeBody>(
      body_of(head_with(200, {{"content-type", "application/json; charset=utf-8"}}), openai_chat_dialect())));
}

bool is_whole(const wire::HttpFields& fields) {
  return std::holds_alternative<WholeBody>(body_of(head_with(200, fields), openai_chat_dialect()));
}

TEST(BodyOf, ReadsContentTypesAsHostsWriteThem) {
  const std::vector<wire::HttpFields> streams{
      {{"content-type", "text/event-stream, text/event-stream"}},
      {{"content-type", "text/event-stream;charset=UTF-8;"}},
      {{"content-type", "text/html"}, {"Content-Type", "text/event-stream"}},
      {{"content-type", "text/plain,text/event-stream; charset=utf-8"}},
      {{"content-type", ""}},
      {{"content-type", "; charset=utf-8"}},
  };
  for (const auto& fields : streams)
    EXPECT_EQ(framing_of(fields), wire::Framing::sse) << fields.front().value;
  for (const char* type : {"text/json", "application/problem+json", "application/json, application/json"})
    EXPECT_TRUE(is_whole({{"content-type", type}})) << type;
}

TEST(BodyOf, LeavesAVagueTypeToTheBody) {
  for (const char* type :
       {"text/plain; charset=utf-8", "application/octet-stream", "stream", "*/*", "text/html; charset=utf-8"}) {
    const auto body = body_of(head_with(200, {{"content-type", type}}), openai_chat_dialect());
    ASSERT_TRUE(std::holds_alternative<UnlabelledBody>(body)) << type;
  }
}

TEST(BodyOf, TakesACodingThatIsNoneForNone) {
  for (const char* coding : {"none", "UTF-8", "utf8", "identity, identity", "Identity", "binary", "chunked", "null"})
    EXPECT_EQ(framing_of({{"content-encoding", coding}}), wire::Framing::sse) << coding;
  EXPECT_EQ(framing_of({{"content-encoding", "none"}, {"Content-Encoding", "none"}}), wire::Framing::sse);
  for (const char* coding : {"br", "ZSTD", "identity, br", "deflate"})
    EXPECT_NE(unreadable({{"content-encoding", coding}}), "") << coding;
}

TEST(IsGzip, WhereThatAloneIsNamed) {
  const auto is_gzip_with = [](const wire::HttpFields& fields) { return is_gzip(head_with(200, fields)); };
  EXPECT_TRUE(is_gzip_with({{"content-encoding", "gzip"}}));
  EXPECT_TRUE(is_gzip_with({{"content-encoding", "x-GZIP"}}));
  EXPECT_TRUE(is_gzip_with({{"content-encoding", "gzip"}, {"Content-Encoding", "gzip"}}));
  EXPECT_TRUE(is_gzip_with({{"content-encoding", "utf-8, gzip"}}));
  EXPECT_FALSE(is_gzip_with({{"content-encoding", "br, gzip"}}));
  EXPECT_FALSE(is_gzip_with({{"content-encoding", "identity"}}));
  EXPECT_FALSE(is_gzip_with({}));
}

TEST(BodyOf, HasNoAnswerWhereTheStatusSaysSo) {
  for (const int status : {101, 204, 205}) {
    const auto body = body_of(head_with(status, {{"content-type", "text/event-stream"}}), openai_chat_dialect());
    ASSERT_TRUE(std::holds_alternative<UnreadableBody>(body)) << status;
    EXPECT_THAT(std::get<UnreadableBody>(body).what, ::testing::HasSubstr(std::to_string(status)));
  }
}

TEST(BodyOf, IsTheDialectsFramingWithoutAContentType) {
  EXPECT_EQ(framing_of({}), wire::Framing::sse);
  provider::Dialect lines = openai_chat_dialect();
  lines.framing = wire::Framing::ndjson;
  const auto body = body_of(head_with(200, {}), lines);
  EXPECT_EQ(std::get<FramedBody>(body).framing, wire::Framing::ndjson);
}

TEST(BodyOf, RefusesACodingThatWasNotAskedFor) {
  EXPECT_EQ(unreadable({{"content-encoding", "br"}}), "the body is in content coding br, which was not asked for");
  EXPECT_EQ(unreadable({{"content-encoding", "gzip, zstd"}}),
            "the body is in content coding zstd, which was not asked for");
  EXPECT_EQ(framing_of({{"content-encoding", "identity"}}), wire::Framing::sse);
  EXPECT_EQ(framing_of({{"content-encoding", ""}}), wire::Framing::sse);
}

TEST(BodyOf, IsAnErrorForEveryOtherStatus) {
  for (const int status : {300, 404, 429, 500}) {
    const auto plain = body_of(head_with(status, {{"content-type", "text/event-stream"}}), openai_chat_dialect());
    EXPECT_FALSE(std::get<ErrorBody>(plain).is_packed) << status;
    const auto packed = body_of(head_with(status, {{"content-encoding", "br"}}), openai_chat_dialect());
    EXPECT_TRUE(std::get<ErrorBody>(packed).is_packed) << status;
  }
}

}  // namespace
}  // namespace wiretape::client
