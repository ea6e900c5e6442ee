#pragma once

// What a stream of server-sent events gave, as values that outlive the parser. For tests and fuzzers only.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/wire/splits_for_test.h"
#include "wiretape/core/wire/sse/sse_parser.h"

namespace wiretape::wire {

/// Items as text, each kind of its own form. Name and id have no line breaks, so an event's parts can be told apart.
[[nodiscard]] inline std::string event_item(std::string_view data, std::string_view name = "message",
                                            std::string_view id = "") {
  return std::string("event ").append(name).append("\nid ").append(id).append("\n").append(data);
}
[[nodiscard]] inline std::string comment_item(std::string_view text) {
  return std::string("comment ").append(text);
}
[[nodiscard]] inline std::string truncated_item(std::string_view text) {
  return std::string("truncated ").append(text);
}
[[nodiscard]] inline std::string stray_item(std::string_view text) {
  return std::string("stray ").append(text);
}
[[nodiscard]] inline std::string retry_item(std::uint64_t milliseconds) {
  return "retry " + std::to_string(milliseconds);
}
[[nodiscard]] inline std::string error_item(std::string_view text) {
  return std::string("error ").append(text);
}
[[nodiscard]] inline std::string too_large_item(SseTooLarge::What what, std::size_t limit, std::uint64_t offset) {
  const std::string_view name = what == SseTooLarge::What::line ? "line" : "event";
  return std::string(name).append(" above ").append(std::to_string(limit)).append(" at ") + std::to_string(offset);
}

/// The form above of what the parser returned; "need more" for SseNeedMore.
[[nodiscard]] inline std::string describe(const SseItem& item) {
  if (const auto* event = std::get_if<SseEvent>(&item)) return event_item(event->data, event->name, event->id);
  if (const auto* comment = std::get_if<SseComment>(&item)) {
    return comment->truncated ? truncated_item(comment->text) : comment_item(comment->text);
  }
  if (const auto* stray = std::get_if<SseStray>(&item)) return stray_item(stray->text);
  if (const auto* retry = std::get_if<SseRetry>(&item)) return retry_item(retry->milliseconds);
  if (const auto* error = std::get_if<SseErrorField>(&item)) return error_item(error->text);
  if (const auto* large = std::get_if<SseTooLarge>(&item)) {
    return too_large_item(large->what, large->limit, large->offset);
  }
  return "need more";
}

/// Feeds `pieces` to the parser until they end or a cap is exceeded, and returns the items, SseNeedMore left out.
/// Small pieces are moved to fresh memory before each call and freed after it: a view kept too long is a use after free
/// that AddressSanitizer sees.
[[nodiscard]] inline std::vector<std::string> read_items(SseParser& parser, const Pieces& pieces) {
  constexpr std::size_t most_moved = 4096;
  std::vector<std::string> items;
  for (std::string_view rest : pieces) {
    while (!rest.empty()) {
      const bool moved = rest.size() <= most_moved;
      const std::vector<char> home(rest.begin(), moved ? rest.end() : rest.begin());
      std::string_view input = moved ? std::string_view(home.data(), home.size()) : rest;
      const SseItem item = parser.next(input);
      rest = rest.substr(rest.size() - input.size());
      if (!std::holds_alternative<SseNeedMore>(item)) items.push_back(describe(item));
      if (std::holds_alternative<SseTooLarge>(item)) return items;
    }
  }
  return items;
}

/// The same with a parser of its own.
[[nodiscard]] inline std::vector<std::string> read_items(const Pieces& pieces, SseLimits limits = {}) {
  SseParser parser(limits);
  return read_items(parser, pieces);
}

}  // namespace wiretape::wire
