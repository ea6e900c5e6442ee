#include "wiretape/core/wire/frame_reader.h"

namespace wiretape::wire {
namespace {

// What one parser's item is to a reader of frames; nullopt: nothing, go on.
struct ToFrame {
  std::optional<FrameItem> operator()(const SseEvent& event) const { return Frame{event.name, event.data}; }
  std::optional<FrameItem> operator()(const SseComment&) const { return std::nullopt; }
  std::optional<FrameItem> operator()(const SseRetry&) const { return std::nullopt; }
  std::optional<FrameItem> operator()(const SseStray& stray) const { return StrayText{stray.text}; }
  std::optional<FrameItem> operator()(const SseErrorField& error) const { return Frame{"error", error.text}; }
  std::optional<FrameItem> operator()(const SseTooLarge& large) const {
    return FrameTooLarge{large.what == SseTooLarge::What::line ? "a line" : "an event's data", large.limit,
                         large.offset};
  }
  std::optional<FrameItem> operator()(const NdjsonLine& line) const { return Frame{{}, line.text}; }
  std::optional<FrameItem> operator()(const NdjsonTooLarge& large) const {
    return FrameTooLarge{"a line", large.limit, large.offset};
  }
  std::optional<FrameItem> operator()(const JsonArrayElement& element) const { return Frame{{}, element.text}; }
  std::optional<FrameItem> operator()(const JsonArrayTooLarge& large) const {
    return FrameTooLarge{"an element", large.limit, large.offset};
  }
  template <class NeedMore>
  std::optional<FrameItem> operator()(const NeedMore&) const {
    return FrameNeedMore{};
  }
};

struct NextOf {
  std::string_view& input;

  template <class Parser>
  std::optional<FrameItem> operator()(Parser& parser) const {
    return std::visit(ToFrame{}, parser.next(input));
  }
};

struct RestOf {
  std::optional<Frame> operator()(const SseParser&) const { return std::nullopt; }  // a blank line ends each event
  template <class Parser>
  std::optional<Frame> operator()(const Parser& parser) const {
    return parser.rest().empty() ? std::nullopt : std::optional(Frame{{}, parser.rest()});
  }
};

std::variant<SseParser, NdjsonParser, JsonArrayParser> parser_for(Framing framing, std::size_t limit) {
  constexpr std::size_t longest_stray = std::size_t{1} << 20;
  if (framing == Framing::ndjson) return NdjsonParser(limit);
  if (framing == Framing::json_array) return JsonArrayParser(limit);
  return SseParser(SseLimits{.line = limit, .event = limit, .stray = longest_stray});
}

}  // namespace

FrameReader::FrameReader(Framing framing, std::size_t limit) : parser_(parser_for(framing, limit)), limit_(limit) {}

FrameItem FrameReader::next(std::string_view& input) {
  for (;;) {
    frame_offset_ = item_end_;
    if (has_cut_comment()) return FrameTooLarge{"a line", limit_, frame_offset_};
    const std::size_t before = input.size();
    const auto item = std::visit(NextOf{input}, parser_);
    consumed_ += before - input.size();
    if (has_cut_comment()) continue;
    if (item && std::holds_alternative<FrameNeedMore>(*item)) return *item;
    // The event that stray text stands in comes behind it and begins before it.
    if (!item || !std::holds_alternative<StrayText>(*item)) item_end_ = consumed_;
    if (item) return *item;
  }
}

std::optional<Frame> FrameReader::rest() const {
  return std::visit(RestOf{}, parser_);
}

std::optional<bool> FrameReader::is_closed() const {
  const auto* const parser = std::get_if<JsonArrayParser>(&parser_);
  return parser == nullptr ? std::nullopt : std::optional(parser->is_closed());
}

// The standard would have it passed over; but what never ends must end somewhere.
bool FrameReader::has_cut_comment() const {
  const auto* const parser = std::get_if<SseParser>(&parser_);
  return parser != nullptr && parser->has_cut_comment();
}

}  // namespace wiretape::wire
