#include "wiretape/core/fault/place.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/utf8.h"

namespace wiretape::fault {
namespace {

using provider::MarkKind;

// `delta` and `text` count: a plan gives their ordinal.
constexpr std::array mark_kinds{MarkKind::first_text,  MarkKind::reasoning,     MarkKind::first_tool_delta,
                                MarkKind::tool_args,   MarkKind::before_finish, MarkKind::after_finish,
                                MarkKind::before_done, MarkKind::after_done};

struct SpotName {
  std::string_view name;
  Spot spot;
};
constexpr std::array spot_names{SpotName{"utf8", Spot::utf8},
                                SpotName{"json_escape", Spot::json_escape},
                                SpotName{"field_name", Spot::field_name},
                                SpotName{"crlf", Spot::crlf},
                                SpotName{"blank_line", Spot::blank_line},
                                SpotName{"chunk_size", Spot::chunk_size},
                                SpotName{"status_line", Spot::status_line},
                                SpotName{"headers", Spot::headers}};

bool is_of_wire(Spot spot) {
  return spot == Spot::chunk_size || spot == Spot::status_line || spot == Spot::headers;
}

struct UseOf {
  PlaceUse operator()(const EventPlace&) const { return PlaceUse::of_events; }
  PlaceUse operator()(const TextPlace&) const { return PlaceUse::of_events; }
  PlaceUse operator()(const MarkPlace&) const { return PlaceUse::of_events; }
  PlaceUse operator()(const EdgePlace&) const { return PlaceUse::of_events; }
  PlaceUse operator()(const BytePlace&) const { return PlaceUse::of_body; }
  PlaceUse operator()(const FramePlace&) const { return PlaceUse::of_wire; }
  PlaceUse operator()(const WireBytePlace&) const { return PlaceUse::of_wire; }
  PlaceUse operator()(const TimePlace&) const { return PlaceUse::of_wire; }
  PlaceUse operator()(const SpotPlace& place) const {
    return is_of_wire(place.spot) ? PlaceUse::of_wire : PlaceUse::of_body;
  }
};

bool is_in_character(std::string_view bytes, std::size_t at) {
  return text::continues_character(bytes[at]) && static_cast<unsigned char>(bytes[at - 1]) >= 0xC2U;
}

bool is_in_blank_line(std::string_view bytes, std::size_t at) {
  if (bytes[at - 1] == '\n') return bytes[at] == '\n' || bytes[at] == '\r';
  return bytes[at - 1] == '\r' && bytes[at] == '\r';
}

bool is_spot(std::string_view bytes, std::size_t at, Spot spot) {
  switch (spot) {
    case Spot::utf8:
      return is_in_character(bytes, at);
    case Spot::json_escape:
      return bytes[at - 1] == '\\';
    case Spot::field_name:
      return at >= 2 && bytes.substr(at - 2).starts_with("data") &&
             (at == 2 || bytes[at - 3] == '\n' || bytes[at - 3] == '\r');
    case Spot::crlf:
      return bytes[at - 1] == '\r' && bytes[at] == '\n';
    case Spot::blank_line:
      return is_in_blank_line(bytes, at);
    default:
      return false;
  }
}

std::optional<std::size_t> spot_in(const program::Body& body, const SpotPlace& place) {
  std::size_t begin = 0;
  std::size_t end = body.bytes.size();
  if (place.event) {
    if (*place.event > body.event_starts.size()) return std::nullopt;
    begin = body.event_starts[*place.event - 1];
    if (*place.event < body.event_starts.size()) end = body.event_starts[*place.event];
  }
  for (std::size_t at = begin + 1; at < end; ++at) {
    if (is_spot(body.bytes, at, place.spot)) return at;
  }
  return std::nullopt;
}

/// The ordinal-th (1-based) of all marks of a kind.
template <class Marks>
auto find_mark(const Marks& marks, MarkKind kind, std::uint64_t ordinal) {
  return std::ranges::find_if(marks, [&](const auto& mark) { return mark.kind == kind && mark.ordinal == ordinal; });
}

struct InEvents {
  const provider::Events& events;

  std::optional<std::size_t> operator()(const EventPlace& place) const {
    std::uint64_t count = 0;
    for (std::size_t index = 0; index < events.events.size(); ++index) {
      if (std::holds_alternative<provider::DataEvent>(events.events[index]) && ++count == place.ordinal) return index;
    }
    return std::nullopt;
  }
  std::optional<std::size_t> operator()(const TextPlace& place) const { return at_mark(MarkKind::text, place.ordinal); }
  std::optional<std::size_t> operator()(const MarkPlace& place) const { return at_mark(place.kind, 1); }
  std::optional<std::size_t> operator()(const EdgePlace& place) const {
    return place.is_end ? events.events.size() : 0;
  }
  template <class Other>
  std::optional<std::size_t> operator()(const Other&) const {
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> at_mark(MarkKind kind, std::uint64_t ordinal) const {
    const auto mark = find_mark(events.marks, kind, ordinal);
    return mark == events.marks.end() ? std::nullopt : std::optional(mark->event);
  }
};

struct InBody {
  const program::Body& body;

  std::optional<std::size_t> operator()(const EventPlace& place) const {
    return place.ordinal > body.event_starts.size() ? std::nullopt
                                                    : std::optional(body.event_starts[place.ordinal - 1]);
  }
  std::optional<std::size_t> operator()(const TextPlace& place) const { return at_mark(MarkKind::text, place.ordinal); }
  std::optional<std::size_t> operator()(const MarkPlace& place) const { return at_mark(place.kind, 1); }
  std::optional<std::size_t> operator()(const EdgePlace& place) const { return place.is_end ? body.bytes.size() : 0; }
  std::optional<std::size_t> operator()(const BytePlace& place) const {
    return place.offset > body.bytes.size() ? std::nullopt : std::optional(static_cast<std::size_t>(place.offset));
  }
  std::optional<std::size_t> operator()(const SpotPlace& place) const {
    if (!is_of_wire(place.spot)) return spot_in(body, place);
    return place.event ? (*this)(EventPlace{*place.event}) : std::nullopt;
  }
  template <class Other>
  std::optional<std::size_t> operator()(const Other&) const {
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> at_mark(MarkKind kind, std::uint64_t ordinal) const {
    const auto mark = find_mark(body.marks, kind, ordinal);
    return mark == body.marks.end() ? std::nullopt : std::optional(mark->offset);
  }
};

struct InWire {
  const program::WireDraft& wire;
  std::optional<std::size_t> body_offset;

  std::optional<std::size_t> operator()(const WireBytePlace& place) const {
    return place.offset > wire.bytes.size() ? std::nullopt : std::optional(static_cast<std::size_t>(place.offset));
  }
  std::optional<std::size_t> operator()(const FramePlace& place) const {
    std::uint64_t count = 0;
    for (const program::WirePart& part : wire.parts) {
      if (part.kind == program::PartKind::data && ++count == place.ordinal) return wire.offset_of(part.body_offset);
    }
    return std::nullopt;
  }
  std::optional<std::size_t> operator()(const TimePlace& place) const {
    for (const program::WireWrite& write : wire.writes) {
      if (write.at - wire.writes.front().at >= place.after) return write.offset;
    }
    const bool ends_later = !wire.writes.empty() && wire.close_at - wire.writes.front().at >= place.after;
    return ends_later ? std::optional(wire.bytes.size()) : std::nullopt;
  }
  std::optional<std::size_t> operator()(const SpotPlace& place) const {
    if (!is_of_wire(place.spot)) return at_body();
    if (place.event && !body_offset) return std::nullopt;
    const program::WirePart* part = place.spot == Spot::status_line ? wire.find(program::PartKind::status_line)
                                    : place.spot == Spot::headers   ? wire.find(program::PartKind::fields)
                                                                    : chunk_size();
    return part == nullptr ? std::nullopt
                           : std::optional(part->offset + std::min<std::size_t>(part->length, inside(place.spot)));
  }
  template <class Other>
  std::optional<std::size_t> operator()(const Other&) const {
    return at_body();
  }

  // "HTTP/1.1 20|0 OK", "content-ty|pe: …", "5|\r\n"
  static std::size_t inside(Spot spot) { return spot == Spot::chunk_size ? 1 : 10; }

  [[nodiscard]] const program::WirePart* chunk_size() const {
    if (!body_offset) return wire.find(program::PartKind::chunk_size);
    const program::WirePart* found = nullptr;
    for (const program::WirePart& part : wire.parts) {
      if (part.kind == program::PartKind::chunk_size) found = &part;
      if (part.kind == program::PartKind::data && *body_offset < part.body_offset + part.length) return found;
    }
    return nullptr;
  }

  /// A place of the body is gone where a fault before has cut the response before it.
  [[nodiscard]] std::optional<std::size_t> at_body() const {
    if (!body_offset) return std::nullopt;
    std::size_t end = 0;
    for (const program::WirePart& part : wire.parts) {
      if (part.kind == program::PartKind::data) end = part.body_offset + part.length;
    }
    return *body_offset > end ? std::nullopt : std::optional(wire.offset_of(*body_offset));
  }
};

void append_count(std::string& out, std::string_view unit, std::uint64_t count) {
  if (count == 0) return;
  out += fmt::format("{}{} 1{}", out.empty() ? "" : ", ", unit, count == 1 ? "" : fmt::format(" to {}", count));
}

template <class Marks>
void append_marks(std::string& out, const Marks& marks) {
  append_count(out, "text", static_cast<std::uint64_t>(std::ranges::count(marks, MarkKind::text, [](const auto& mark) {
                 return mark.kind;
               })));
  for (const MarkKind kind : mark_kinds) {
    if (find_mark(marks, kind, 1) != marks.end()) out.append(out.empty() ? "" : ", ").append(to_string(kind));
  }
}

}  // namespace

std::optional<std::size_t> middle_of(const program::Body& body) {
  if (body.bytes.empty()) return std::nullopt;
  const auto& events = body.event_starts;
  return events.size() > 1 ? events[events.size() / 2] : body.bytes.size() / 2;
}

PlaceUse use_of(const Place& place) {
  return std::visit(UseOf{}, place);
}

std::optional<Place> place_named(std::string_view word) {
  if (word == "start" || word == "end") return EdgePlace{word == "end"};
  for (const MarkKind kind : mark_kinds) {
    if (to_string(kind) == word) return MarkPlace{kind};
  }
  for (const SpotName& each : spot_names) {
    if (each.name == word) return SpotPlace{each.spot};
  }
  return std::nullopt;
}

std::string place_names(PlaceUse use) {
  std::string names = "start, end";
  for (const MarkKind kind : mark_kinds)
    names.append(", ").append(to_string(kind));
  for (const SpotName& each : spot_names) {
    if (use_of(SpotPlace{each.spot}) <= use) names.append(", ").append(each.name);
  }
  return names;
}

std::optional<std::size_t> place_in(const provider::Events& events, const Place& place) {
  return std::visit(InEvents{events}, place);
}

std::optional<std::size_t> place_in(const program::Body& body, const Place& place) {
  return std::visit(InBody{body}, place);
}

std::optional<std::size_t> place_in(const program::WireDraft& wire, const Place& place,
                                    std::optional<std::size_t> body_offset) {
  return std::visit(InWire{wire, body_offset}, place);
}

std::string places_in(const provider::Events& events) {
  std::string out;
  append_count(out, "event", static_cast<std::uint64_t>(std::ranges::count_if(events.events, [](const auto& event) {
                 return std::holds_alternative<provider::DataEvent>(event);
               })));
  append_marks(out, events.marks);
  return out.append(out.empty() ? "" : ", ").append("start, end");
}

std::string places_in(const program::Body& body) {
  std::string out;
  append_count(out, "event", body.event_starts.size());
  append_marks(out, body.marks);
  return fmt::format("{}{}start, end, byte 0 to {}", out, out.empty() ? "" : ", ", body.bytes.size());
}

std::string places_in(const program::WireDraft& wire) {
  const auto duration = wire.writes.empty() ? wire.close_at : wire.close_at - wire.writes.front().at;
  auto out = fmt::format("wire_byte 0 to {}, time up to {} us", wire.bytes.size(), duration.count());
  append_count(
      out, "frame",
      static_cast<std::uint64_t>(std::ranges::count(wire.parts, program::PartKind::data, &program::WirePart::kind)));
  for (const SpotName& each : spot_names) {
    if (is_of_wire(each.spot) && place_in(wire, SpotPlace{each.spot}, std::nullopt)) out.append(", ").append(each.name);
  }
  return out;
}

}  // namespace wiretape::fault
