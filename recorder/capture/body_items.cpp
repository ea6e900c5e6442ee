#include "wiretape/recorder/capture/body_items.h"

#include <cstddef>
#include <optional>
#include <variant>

#include "wiretape/core/program/stage/annotated_body.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::capture {
namespace {

constexpr std::size_t longest_piece = 8192;
constexpr std::size_t most_continuing_bytes = 3;  // of a character of UTF-8

std::optional<wire::Framing> stream_framing_of(const wire::HttpFields& head) {
  if (wire::find_field(head, "content-encoding")) return std::nullopt;
  const auto type = wire::find_field(head, "content-type");
  return type ? wire::framing_of_type(*type) : std::nullopt;
}

/// Where to cut a piece of at most this length, so that no character is cut where they are UTF-8.
std::size_t cut_between_characters(std::string_view text, std::size_t length) {
  for (std::size_t back = 0; back <= most_continuing_bytes; ++back) {
    if (!text::continues_character(text[length - back])) return length - back;
  }
  return length;
}

std::size_t piece_length(std::string_view text) {
  const std::size_t line_end = text.find('\n');
  const std::size_t line = line_end == text.npos ? text.size() : line_end + 1;
  return line <= longest_piece ? line : cut_between_characters(text, longest_piece);
}

std::vector<std::string> pieces(std::string_view body) {
  std::vector<std::string> items;
  while (!body.empty()) {
    const std::size_t length = piece_length(body);
    items.emplace_back(body.substr(0, length));
    body.remove_prefix(length);
  }
  return items;
}

struct VerbatimBytes {
  std::string operator()(const provider::DataEvent& event) const { return event.verbatim; }
  std::string operator()(const provider::CommentEvent& comment) const { return comment.verbatim; }
  template <class Other>
  std::string operator()(const Other& /*none is in recorded bytes*/) const {
    return {};
  }
};

std::vector<std::string> events(std::string_view body, wire::Framing framing) {
  std::vector<std::string> items;
  for (const provider::Event& event : program::recorded_events(body, framing, nullptr).events)
    items.push_back(std::visit(VerbatimBytes(), event));
  return items;
}

}  // namespace

std::vector<std::string> body_items(const wire::HttpFields& head, std::string_view body) {
  const auto framing = stream_framing_of(head);
  return framing ? events(body, *framing) : pieces(body);
}

}  // namespace wiretape::recorder::capture
