// Damaged tapes: whatever happens to a good one, it is a tape or a list of mistakes with places inside the text.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <gtest/gtest.h>

#include "wiretape/core/tape/load/read_tape.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view good = R"(wiretape: 1
exchanges:
  - id: "one"
    request: {method: POST, path: /v1/chat/completions, json: {model: gpt, n: [1.0, null, yes]}}
    reply: &reply
      reasoning: 'It''s'
      text: |
        Two
         lines
      tool_calls: [{name: f, arguments: {a: "\u00e9"}}, {id: c, name: g, arguments: "{"}]
      chunks: word
    delivery: {first_byte: 1.5s, gap: 20ms, fragment: {random: {least: 1, most: 7}}, seed: 3}
  - request: {path: /v1/chat/completions}
    reply: {<<: *reply, chunks: char, usage: {total_tokens: 5}}
  - response:
      headers: [[content-type, text/event-stream]]
      stream: [{comment: " hi"}, {wait: 0}, {event: e, data: {é: 😀}, id: 1}, {data: !b64 /wA=}]
)";

/// Loads the text, and fails the test where a mistake has no place in it.
void expect_sound(const std::string& text) {
  const auto loaded = parse_tape(text, "");
  const auto* diagnostics = std::get_if<text::Diagnostics>(&loaded);
  if (diagnostics == nullptr) return;
  ASSERT_FALSE(diagnostics->empty()) << text;
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  text::Position last{1, 1};
  for (const text::Diagnostic& diagnostic : *diagnostics) {
    const text::Position place = diagnostic.position;
    EXPECT_TRUE(place.line >= 1 && place.line <= lines && place.column >= 1) << text::to_string(diagnostic) << "\n"
                                                                             << text;
    EXPECT_TRUE(last.line < place.line || (last.line == place.line && last.column <= place.column)) << text;
    EXPECT_FALSE(diagnostic.found.empty() || diagnostic.expected.empty()) << text;
    last = place;
  }
}

TEST(LoadMutation, TheUndamagedTapeLoads) {
  EXPECT_TRUE(std::holds_alternative<Tape>(parse_tape(good, "")));
}

TEST(LoadMutation, CutShortAnywhere) {
  for (std::size_t length = 0; length < good.size(); ++length) {
    expect_sound(std::string(good.substr(0, length)));
  }
}

TEST(LoadMutation, BegunAnywhere) {
  for (std::size_t start = 1; start < good.size(); ++start) {
    expect_sound(std::string(good.substr(start)));
  }
}

TEST(LoadMutation, WithoutOneByte) {
  for (std::size_t at = 0; at < good.size(); ++at) {
    expect_sound(std::string(good).erase(at, 1));
  }
}

TEST(LoadMutation, WithOneMarkTooMany) {
  constexpr std::string_view marks = "\"'[]{},:-?&*!|>#%@\t\n ~";
  constexpr std::size_t tries = 2;  // other marks at each place; all of them at all places would take a minute
  for (std::size_t at = 0; at <= good.size(); ++at) {
    for (std::size_t count = 0; count < tries; ++count) {
      expect_sound(std::string(good).insert(at, 1, marks[(at + count * 11) % marks.size()]));
    }
  }
}

TEST(LoadMutation, WithTwoPlacesExchanged) {
  std::uint32_t state = 1;
  const auto below = [&](std::size_t bound) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8U) % bound;
  };
  for (int count = 0; count < 1000; ++count) {
    std::string text(good);
    const std::size_t length = 1 + below(12);
    const std::size_t first = below(text.size() - length);
    const std::size_t second = below(text.size() - length);
    const std::string moved = text.substr(first, length);
    text.replace(first, length, text.substr(second, length));
    text.replace(second, length, moved);
    expect_sound(text);
  }
}

}  // namespace
}  // namespace wiretape::tape
