#include "wiretape/core/provider/openai_chat/openai_chat_envelope.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wiretape/core/provider/delta_text_for_test.h"
#include "wiretape/core/provider/openai_chat/openai_chat_decoder.h"

namespace wiretape::provider {
namespace {

using ::testing::ElementsAre;

std::string chunk_with(const std::string& content, const std::string& more = "") {
  return R"({"id":"c","choices":[{"index":2,"delta":{"content":")" + content + R"("},"finish_reason":null}])" + more +
         "}";
}

class Learner {
 public:
  // Reads and learns; the text must be sound.
  void learn(const std::string& json) {
    const ChatChunk* chunk = reader_.read(json);
    ASSERT_NE(chunk, nullptr);
    envelope_.learn(*chunk);
  }

  // The text that is matched, or "none".
  std::string match(const std::string& json) {
    const ChatPiece* piece = envelope_.match(json);
    return piece == nullptr ? "none" : std::to_string(piece->choice) + " " + std::string(piece->text);
  }

  void forget() { envelope_.forget(); }

 private:
  ChatChunkReader reader_;
  ChatEnvelope envelope_;
};

TEST(ChatEnvelope, MatchesTheSameChunkWithAnotherPlainText) {
  Learner learner;
  EXPECT_EQ(learner.match(chunk_with("a")), "none");
  learner.learn(chunk_with("a"));
  EXPECT_EQ(learner.match(chunk_with("b")), "2 b");
  EXPECT_EQ(learner.match(chunk_with("a much longer text, with {}[]:, in it")),
            "2 a much longer text, with {}[]:, in it");
  EXPECT_EQ(learner.match(chunk_with("h\u00E9 \U0001F600 \x7F")), "2 h\u00E9 \U0001F600 \x7F");
}

TEST(ChatEnvelope, RefusesTextThatIsNotPlain) {
  Learner learner;
  learner.learn(chunk_with("a"));
  for (const std::string text :
       {"", "\\n", "\\", "a\"b", "a\",\"x\":\"b", "a\nb", "\x1F", "\xFF", "\xC3", "\xED\xA0\xBD"}) {
    EXPECT_EQ(learner.match(chunk_with(text)), "none") << text;
  }
  EXPECT_EQ(learner.match(chunk_with(std::string(1, '\0'))), "none");
}

TEST(ChatEnvelope, RefusesAnyOtherEnvelope) {
  Learner learner;
  learner.learn(chunk_with("a"));
  EXPECT_EQ(learner.match(chunk_with("b", R"(,"usage":{"n":1})")), "none");
  EXPECT_EQ(learner.match(chunk_with("b") + " "), "none");
  EXPECT_EQ(learner.match(chunk_with("b").substr(1)), "none");
  EXPECT_EQ(learner.match(R"({"id":"d","choices":[{"index":2,"delta":{"content":"b"},"finish_reason":null}]})"),
            "none");
  EXPECT_EQ(learner.match(R"({"id":"c","choices":[{"index":2,"delta":{"content":"b"},"finish_reason":"stop"}]})"),
            "none");
  EXPECT_EQ(learner.match(""), "none");
}

TEST(ChatEnvelope, LooksPastThePaddingAtTheEnd) {
  const auto padded = [](const std::string& text, const std::string& padding) {
    return chunk_with(text, R"(,"obfuscation":")" + padding + "\"");
  };
  Learner learner;
  learner.learn(padded("a", "Ab1"));
  EXPECT_EQ(learner.match(padded("b", "")), "2 b");
  EXPECT_EQ(learner.match(padded("bcd", "Zz9Zz9Zz9")), "2 bcd");
  for (const char* const other : {"a b", "-", "\\u0041", "\u00E9"})
    EXPECT_EQ(learner.match(padded("b", other)), "none") << other;
  EXPECT_EQ(learner.match(chunk_with("b")), "none");
  EXPECT_EQ(learner.match(chunk_with("b", R"(,"x":"Ab1")")), "none");
  EXPECT_EQ(learner.match(chunk_with("b", R"(,"obfuscation":"","x":"Ab1")")), "none");
  learner.learn(chunk_with("a"));
  EXPECT_EQ(learner.match(padded("b", "Ab1")), "none");
  EXPECT_EQ(learner.match(chunk_with("b")), "2 b");
}

// Where beginning and end of the remembered chunk would overlap, neither is there twice.
TEST(ChatEnvelope, RefusesAChunkShorterThanTheEnvelope) {
  Learner learner;
  learner.learn(chunk_with("a"));
  const std::string chunk = chunk_with("");
  for (std::size_t length = 0; length < chunk.size(); ++length)
    EXPECT_EQ(learner.match(chunk.substr(0, length)), "none");
}

TEST(ChatEnvelope, LearnsOnlyFromOneTextWithoutEscapes) {
  for (const std::string& json :
       {chunk_with(""), chunk_with("\\n"), chunk_with("a", R"(,"usage":{"n":1})"), chunk_with("a", R"(,"error":"e")"),
        chunk_with("a", R"(,"object":"error")"),
        std::string(R"({"choices":[{"delta":{"content":"a","reasoning":"r"}}]})"),
        std::string(R"({"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]})"),
        std::string(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a"}]}}]})"), std::string("{}")}) {
    Learner learner;
    learner.learn(json);
    EXPECT_EQ(learner.match(json), "none") << json;
  }
}

TEST(ChatEnvelope, KeepsWhatItHasUntilItLearnsBetter) {
  Learner learner;
  learner.learn(chunk_with("a"));
  learner.learn(chunk_with("\\n"));
  EXPECT_EQ(learner.match(chunk_with("b")), "2 b");
  learner.learn(R"({"choices":[{"delta":{"reasoning":"r"}}]})");
  EXPECT_EQ(learner.match(chunk_with("b")), "none");
  EXPECT_EQ(learner.match(R"({"choices":[{"delta":{"reasoning":"s"}}]})"), "0 s");
}

TEST(ChatEnvelope, Forgets) {
  Learner learner;
  learner.learn(chunk_with("a"));
  learner.forget();
  EXPECT_EQ(learner.match(chunk_with("b")), "none");
}

TEST(ChatEnvelope, MetadataThatChangedInBetweenIsReportedAgain) {
  const auto decoder = make_openai_chat_decoder();
  EXPECT_THAT(decode_frame(*decoder, {"", chunk_with("a")}), ElementsAre("metadata c|", "text 2 a"));
  EXPECT_THAT(decode_frame(*decoder, {"", chunk_with("b")}), ElementsAre("text 2 b"));
  EXPECT_THAT(decode_frame(*decoder, {"", R"({"id":"d","choices":[]})"}), ElementsAre("metadata d|"));
  EXPECT_THAT(decode_frame(*decoder, {"", chunk_with("c")}), ElementsAre("metadata c|", "text 2 c"));
}

TEST(ChatEnvelope, AnEventNamedErrorIsAnErrorWhateverItLooksLike) {
  const auto decoder = make_openai_chat_decoder();
  (void)decode_frame(*decoder, {"", chunk_with("a")});
  EXPECT_THAT(decode_frame(*decoder, {"error", chunk_with("b")}),
              ElementsAre("text 2 b", "error |||" + chunk_with("b")));
}

// With or without the shortcut: a decoder that has seen chunks alike says what a fresh one says, but for metadata.
TEST(ChatEnvelope, ChangesNothingThatIsSaid) {
  const std::vector<std::string> texts = {
      "a",  "",   " b", "\\n", "\u00E9", "\"", "\xFF", "\\u00e9", "long long long text", "\"},\"x\":{\"y\":\"",
      "\n", "\\", "}",  "\x7F"};
  const std::vector<std::string> envelopes = {
      R"({"id":"c","choices":[{"delta":{"content":"@"}}]})",
      R"({"id":"c","choices":[{"delta":{"content":"@","refusal":null}}]})",
      R"({"id":"c","choices":[{"delta":{"reasoning":"@","content":""}}]})",
      R"({"id":"c","choices":[{"delta":{"reasoning_content":"@","reasoning":"other"}}]})",
      R"({"id":"c","choices":[{"delta":{"content":"@"},"text":"@"}]})",
      R"({"id":"c","choices":[{"delta":{"content":[{"type":"text","text":"@"}]},"index":1}]})",
      R"({"id":"c","choices":[{"delta":{"content":"@"},"finish_reason":"stop"}]})",
      R"({"id":"c","choices":[{"message":{"content":"@"},"delta":{"content":"@"}}]})",
      R"({"id":"c","p":"@","choices":[{"delta":{"content":"x"}}]})",
  };
  std::uint64_t state = 3;
  const auto pick = [&](std::size_t below) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>(state >> 33U) % below;
  };
  const auto decoder = make_openai_chat_decoder();
  (void)decode_frame(*decoder, {"", R"({"id":"c","choices":[]})"});
  std::string envelope = envelopes.front();
  for (int round = 0; round < 5'000; ++round) {
    if (pick(4) == 0) envelope = envelopes[pick(envelopes.size())];
    std::string chunk = envelope;
    const std::string& text = texts[pick(texts.size())];
    for (std::size_t at = chunk.find('@'); at != std::string::npos; at = chunk.find('@', at))
      chunk.replace(at, 1, text);
    const auto fresh = make_openai_chat_decoder();
    (void)decode_frame(*fresh, {"", R"({"id":"c","choices":[]})"});
    ASSERT_EQ(decode_frame(*decoder, {"", chunk}), decode_frame(*fresh, {"", chunk})) << chunk;
  }
}

}  // namespace
}  // namespace wiretape::provider
