// The parser against the corpus' conformance cases: other suites' inputs and what WHATWG and browsers make of them.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/sse/sse_items_for_test.h"

#include "tests/support/corpus.h"

namespace wiretape::wire {
namespace {

using json = nlohmann::ordered_json;

#define LOAD_CASES_OR_SKIP(cases, file)                                                   \
  const auto cases = testing::corpus_json(std::filesystem::path("conformance") / (file)); \
  if (!cases) GTEST_SKIP() << testing::no_corpus

// The length of the UTF-8 character at the front of `text`; where that is none, 0 and in `wrong` the bytes that one
// U+FFFD stands for (WHATWG Encoding, "maximal subpart").
std::size_t character_length(std::string_view text, std::size_t& wrong) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(i < text.size() ? text[i] : 0); };
  const unsigned lead = byte(0);
  wrong = 1;
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                             : lead >> 4U == 0xE            ? 3
                             : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                            : 0;
  const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  for (; wrong < length; ++wrong) {
    const bool second = wrong == 1;
    if (byte(wrong) < (second ? lowest : 0x80U) || byte(wrong) > (second ? highest : 0xBFU)) return 0;
  }
  return length;
}

// Bytes as a browser shows them.
std::string decode_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t wrong = 0;
    const std::size_t length = character_length(text, wrong);
    out.append(length > 0 ? text.substr(0, length) : "\xEF\xBF\xBD");
    text.remove_prefix(length > 0 ? length : wrong);
  }
  return out;
}

TEST(SseConformance, TheTestsOwnDecoderKnowsMaximalSubparts) {
  EXPECT_EQ(decode_utf8("a\xC3\xA9\xE2\x80\xA6\xF0\x9F\x98\x80"), "a\xC3\xA9\xE2\x80\xA6\xF0\x9F\x98\x80");
  EXPECT_EQ(decode_utf8("\xE2\x82\n"), "\xEF\xBF\xBD\n");
  EXPECT_EQ(decode_utf8("\xC3("), "\xEF\xBF\xBD(");
  EXPECT_EQ(decode_utf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(decode_utf8("\xF0\x9F\x98"), "\xEF\xBF\xBD");
}

// What a case's fields say, read off the parser's items.
struct Outcome {
  std::vector<std::string> events;
  std::vector<std::string> comments;
  std::string last_event_id;
  std::string last_retry;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << ::testing::PrintToString(outcome.events) << ::testing::PrintToString(outcome.comments)
             << " last event id " << outcome.last_event_id << ", " << outcome.last_retry;
}

Outcome expected_outcome(const json& entry, bool with_comments) {
  Outcome outcome;
  for (const json& event : entry["expected"]) {
    outcome.events.push_back(event_item(event["data"].get_ref<const std::string&>(),
                                        event["event"].get_ref<const std::string&>(),
                                        event["id"].get_ref<const std::string&>()));
  }
  if (with_comments) {
    for (const json& comment : entry["comments"])
      outcome.comments.push_back(comment_item(comment.get<std::string>()));
  }
  outcome.last_event_id = entry["last_event_id"].get<std::string>();
  const json& retry = entry["reconnection_time"];
  if (!retry.is_null()) outcome.last_retry = retry_item(retry.get<std::uint64_t>());
  return outcome;
}

Outcome parsed_outcome(const Pieces& pieces, const std::string& initial_id, bool with_comments) {
  SseParser parser({}, initial_id);
  Outcome outcome;
  for (const std::string& item : read_items(parser, pieces)) {
    if (item.starts_with("event ")) {
      outcome.events.push_back(decode_utf8(item));
    } else if (item.starts_with("retry ")) {
      outcome.last_retry = item;
    } else if (with_comments) {
      outcome.comments.push_back(item);
    }
  }
  outcome.last_event_id = decode_utf8(parser.last_event_id());
  return outcome;
}

void check_case(const json& entry, std::uint64_t seed) {
  std::vector<std::string> chunks;
  std::string stream;
  for (const json& chunk : entry["chunks_b64"]) {
    chunks.push_back(testing::from_base64(chunk.get_ref<const std::string&>()));
    stream += chunks.back();
  }
  const bool with_comments = entry.contains("comments");
  const std::string initial_id = entry.value("initial_last_event_id", "");
  const Outcome expected = expected_outcome(entry, with_comments);
  const auto parsed = [&](const Pieces& pieces) { return parsed_outcome(pieces, initial_id, with_comments); };

  EXPECT_EQ(parsed(Pieces(chunks.begin(), chunks.end())), expected) << "as given";
  EXPECT_EQ(parsed({stream}), expected) << "whole";
  EXPECT_EQ(parsed(pieces_of_size(stream, 1)), expected) << "byte by byte";
  for (std::size_t at = 1; at < stream.size() && stream.size() <= 300; ++at) {
    const std::string_view view = stream;
    EXPECT_EQ(parsed({view.substr(0, at), view.substr(at)}), expected) << "cut at " << at;
  }
  for (std::size_t longest : {3U, 17U, 300U}) {
    for (int round = 0; round < 5; ++round, ++seed) {
      EXPECT_EQ(parsed(random_pieces(stream, seed, longest)), expected) << "seed " << seed << ", up to " << longest;
    }
  }
}

TEST(SseConformance, EveryCasePassesAtEverySplit) {
  LOAD_CASES_OR_SKIP(cases, "sse_cases.json");
  EXPECT_EQ(cases->size(), 335U);
  std::uint64_t seed = 0;
  for (const json& entry : *cases) {
    SCOPED_TRACE(entry["name"].get<std::string>());
    check_case(entry, seed += 1000);
  }
}

// A large case: a text made of repeated pieces.
struct LargeCase {
  std::string stream;
  std::size_t first_cut = 0;  // after the first payload
  std::string chunking;
  std::size_t data_length = 0;
};

LargeCase large_case(const json& entry) {
  LargeCase large;
  for (const json& piece : entry["pieces"]) {
    const auto text = piece[0].get<std::string>();
    const auto count = piece[1].get<std::size_t>();
    large.stream.reserve(large.stream.size() + text.size() * count);
    for (std::size_t i = 0; i < count; ++i)
      large.stream += text;
    if (count > 1 && large.first_cut == 0) large.first_cut = large.stream.size();
  }
  large.chunking = entry["chunking"].get<std::string>();
  large.data_length = entry["expected_data_len"].get<std::size_t>();
  return large;
}

// The pieces that a large case's words ask for; none where they are not known.
Pieces chunked_as_said(const LargeCase& large) {
  const std::string_view stream = large.stream;
  if (large.chunking == "one chunk" || large.chunking == "any") return {stream};
  if (large.chunking == "two chunks, split after the first payload") {
    return {stream.substr(0, large.first_cut), stream.substr(large.first_cut)};
  }
  if (large.chunking == "1 MiB chunks") return pieces_of_size(stream, std::size_t{1} << 20);
  if (large.chunking == "64 KiB") return pieces_of_size(stream, std::size_t{64} << 10);
  if (large.chunking == "4093-byte chunks") return pieces_of_size(stream, 4093);
  if (large.chunking == "1-byte chunks") return pieces_of_size(stream, 1);
  return {};
}

// Expects one event with data of that length, its ends as the stream's. `pieces` gives the next piece, or an empty one.
template <typename NextPiece>
void expect_one_event(const LargeCase& large, NextPiece next_piece) {
  SseParser parser({.line = std::size_t{128} << 20, .event = std::size_t{128} << 20});
  std::size_t events = 0;
  for (std::string_view input = next_piece(); !input.empty(); input = next_piece()) {
    while (!input.empty()) {
      const SseItem item = parser.next(input);
      ASSERT_FALSE(std::holds_alternative<SseTooLarge>(item));
      const auto* event = std::get_if<SseEvent>(&item);
      if (event == nullptr) continue;
      ++events;
      ASSERT_EQ(event->data.size(), large.data_length);
      EXPECT_EQ(event->name, "message");
      EXPECT_NE(large.stream.find(event->data.substr(event->data.rfind('\n') + 1)), std::string::npos);
    }
  }
  EXPECT_EQ(events, 1U);
  EXPECT_EQ(parser.consumed(), large.stream.size());
}

void expect_one_event(const LargeCase& large, const Pieces& pieces) {
  expect_one_event(large, [&, next = std::size_t{0}]() mutable {
    return next < pieces.size() ? pieces[next++] : std::string_view();
  });
}

TEST(SseConformance, LargeCasesPassAsSaidWholeAndAtRandomSplits) {
  LOAD_CASES_OR_SKIP(cases, "sse_cases_large.json");
  EXPECT_EQ(cases->size(), 8U);
  for (const json& entry : *cases) {
    SCOPED_TRACE(entry["name"].get<std::string>());
    const LargeCase large = large_case(entry);
    const Pieces as_said = chunked_as_said(large);
    ASSERT_FALSE(as_said.empty()) << "unknown chunking: " << large.chunking;
    expect_one_event(large, as_said);
    expect_one_event(large, {large.stream});
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
      expect_one_event(large, random_pieces(large.stream, seed, 100'000));
  }
}

/// Byte by byte at both ends; what lies between is all alike, and to take 64 MiB of it so takes minutes under a
/// sanitizer.
std::string_view next_piece(std::string_view stream, std::size_t& at) {
  constexpr std::size_t edge = std::size_t{1} << 20;
  constexpr std::size_t longest = std::size_t{64} << 10;
  const bool is_between = at >= edge && at + edge < stream.size();
  const std::string_view piece = stream.substr(at, is_between ? std::min(longest, stream.size() - edge - at) : 1);
  at += piece.size();
  return piece;
}

TEST(SseConformance, LargeCasesPassByteByByteAtTheirEnds) {
  LOAD_CASES_OR_SKIP(cases, "sse_cases_large.json");
  for (const json& entry : *cases) {
    SCOPED_TRACE(entry["name"].get<std::string>());
    const LargeCase large = large_case(entry);
    expect_one_event(large, [&, at = std::size_t{0}]() mutable {
      return at < large.stream.size() ? next_piece(large.stream, at) : std::string_view();
    });
  }
}

TEST(SseConformance, TheDefaultCapRefusesSixtyFourMebibytesByName) {
  LOAD_CASES_OR_SKIP(cases, "sse_cases_large.json");
  std::size_t refused = 0;
  for (const json& entry : *cases) {
    const LargeCase large = large_case(entry);
    if (large.data_length < std::size_t{64} << 20) continue;
    ++refused;
    const std::vector<std::string> error = {too_large_item(SseTooLarge::What::line, std::size_t{16} << 20, 0)};
    EXPECT_EQ(read_items(chunked_as_said(large)), error);
    EXPECT_EQ(read_items({large.stream}), error);
  }
  EXPECT_EQ(refused, 1U);
}

}  // namespace
}  // namespace wiretape::wire
