#include "wiretape/core/program/layout/wire_draft.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/program/layout/open_request_ids.h"

namespace wiretape::program {
namespace {

using std::chrono::microseconds;
using wire::Ending;
using Kind = wire::HttpFraming::Kind;

/// Appends the close as the program's last step; a text that is repeated to the bytes.
struct AddLastStep {
  std::string& bytes;
  std::vector<Step>& steps;
  microseconds at;

  void operator()(const KeepOpen&) const {}
  void operator()(const Repeat& repeat) const {
    steps.push_back({at, RepeatAction{bytes.size(), repeat.text.size(), repeat.every}});
    bytes += repeat.text;
  }
  template <class Close>
  void operator()(const Close& close) const {
    steps.push_back({at, close});
  }
};

std::uint64_t stated_size(std::string_view size_line) {
  std::uint64_t size = 0;
  std::from_chars(size_line.data(), size_line.data() + size_line.size(), size, 16);
  return size;
}

Ending ending_in_body(Kind framing) {
  if (framing == Kind::content_length) return Ending::short_content_length;
  return framing == Kind::until_close ? Ending::closed : Ending::complete;
}

bool is_size_line(PartKind kind) {
  return kind == PartKind::chunk_size || kind == PartKind::last_chunk || kind == PartKind::malformed;
}

/// Whether a size line begins a chunk that has data.
bool begins_chunk(PartKind kind) {
  return kind == PartKind::chunk_size || kind == PartKind::malformed;
}

/// What a FIN leaves before a part, or inside it.
Ending ending_in(const WirePart& part, bool is_inside, Kind framing) {
  switch (part.kind) {
    case PartKind::interim:
    case PartKind::status_line:
    case PartKind::fields:
      return Ending::cut_in_head;
    case PartKind::chunk_size:
    case PartKind::last_chunk:
      return is_inside ? Ending::cut_in_size_line : Ending::cut_between_chunks;
    case PartKind::data:
      return framing == Kind::chunked ? Ending::cut_in_data : ending_in_body(framing);
    case PartKind::chunk_end:
      return Ending::cut_before_crlf;
    case PartKind::trailers:
      return Ending::cut_in_trailers;
    case PartKind::malformed:
      return is_inside ? Ending::malformed : Ending::cut_between_chunks;
  }
  return Ending::complete;
}

}  // namespace

void WireDraft::add(PartKind kind, std::string_view text, std::size_t body_offset) {
  if (!text.empty()) parts.push_back({kind, bytes.size(), text.size(), body_offset});
  bytes += text;
}

void WireDraft::end_write(microseconds at) {
  if (written_ == bytes.size()) return;
  writes.push_back({written_, at});
  written_ = bytes.size();
}

const WirePart* WireDraft::find(PartKind kind, std::size_t from) const {
  const auto part =
      std::ranges::find_if(parts, [&](const WirePart& each) { return each.kind == kind && each.offset >= from; });
  return part == parts.end() ? nullptr : &*part;
}

std::size_t WireDraft::offset_of(std::size_t body_offset) const {
  std::size_t behind = bytes.size();
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    if (part->kind != PartKind::data) continue;
    if (body_offset > part->body_offset && body_offset < part->body_offset + part->length) {
      return part->offset + (body_offset - part->body_offset);
    }
    if (body_offset <= part->body_offset) {
      const bool has_size = part != parts.begin() && begins_chunk(std::prev(part)->kind);
      return has_size ? std::prev(part)->offset : part->offset;
    }
    const auto next = std::next(part);
    behind = next != parts.end() && next->kind == PartKind::chunk_end ? next->end() : part->end();
  }
  const WirePart* last = find(PartKind::last_chunk);
  return last != nullptr ? last->offset : behind;
}

microseconds WireDraft::time_at(std::size_t offset) const {
  if (offset >= bytes.size() || writes.empty()) return close_at;
  const auto next = std::ranges::upper_bound(writes, offset, {}, &WireWrite::offset);
  return next == writes.begin() ? next->at : std::prev(next)->at;
}

Ending WireDraft::ending_at(std::size_t offset) const {
  const auto part = std::ranges::find_if(parts, [&](const WirePart& each) { return each.end() > offset; });
  const auto is_broken = [](const WirePart& each) { return each.kind == PartKind::malformed; };
  if (std::any_of(parts.begin(), part, is_broken)) return Ending::malformed;
  if (part == parts.end()) return ending;
  const bool is_inside = offset > part->offset;
  const bool lacks_line_end = is_broken(*part) && part != parts.begin() && std::prev(part)->kind == PartKind::data;
  return lacks_line_end && !is_inside ? Ending::cut_before_crlf : ending_in(*part, is_inside, framing);
}

void WireDraft::erase(std::size_t offset, std::size_t length) {
  const std::size_t end = offset + length;
  const auto moved = [&](std::size_t place) { return place <= offset ? place : std::max(place, end) - length; };
  for (WirePart& part : parts) {
    const std::size_t part_end = moved(part.end());
    if (part.kind == PartKind::data && part.offset >= offset && part.offset < end)
      part.body_offset += end - part.offset;
    part.offset = moved(part.offset);
    part.length = part_end - part.offset;
  }
  std::erase_if(parts, [](const WirePart& part) { return part.length == 0; });
  for (WireWrite& write : writes)
    write.offset = moved(write.offset);
  for (WireHold& hold : holds)
    hold.offset = moved(hold.offset);
  for (std::size_t& start : frame_starts)
    start = moved(start);
  bytes.erase(offset, length);
  // Of writes that now begin at one place only the last has bytes left.
  const auto same = [](const WireWrite& left, const WireWrite& right) { return left.offset == right.offset; };
  const auto rest = std::unique(writes.rbegin(), writes.rend(), same);
  writes.erase(writes.begin(), rest.base());
  if (!writes.empty() && writes.back().offset >= bytes.size()) writes.pop_back();
}

void WireDraft::replace(std::size_t offset, std::size_t length, std::string_view text) {
  // First the new bytes, so that a part that is replaced as a whole stays.
  bytes.insert(offset, text);
  bool is_placed = false;
  for (WirePart& part : parts) {
    const bool holds = !is_placed && (offset < part.end() || &part == &parts.back());
    if (holds) {
      part.length += text.size();
      is_placed = true;
    } else if (part.offset >= offset) {
      part.offset += text.size();
    }
  }
  for (WireWrite& write : writes) {
    if (write.offset > offset) write.offset += text.size();
  }
  for (WireHold& hold : holds) {
    if (hold.offset > offset) hold.offset += text.size();
  }
  for (std::size_t& start : frame_starts) {
    if (start > offset) start += text.size();
  }
  erase(offset + text.size(), length);
}

std::size_t WireDraft::split_write(std::size_t offset) {
  if (offset >= bytes.size()) return writes.size();
  const auto next = std::ranges::lower_bound(writes, offset, {}, &WireWrite::offset);
  const auto index = static_cast<std::size_t>(next - writes.begin());
  if (next == writes.end() || next->offset != offset) writes.insert(next, {offset, time_at(offset)});
  return index;
}

void WireDraft::delay(std::size_t offset, microseconds time) {
  for (std::size_t index = split_write(offset); index < writes.size(); ++index)
    writes[index].at += time;
  close_at += time;
}

void WireDraft::stop_before(std::size_t offset, const std::variant<HoldAction, ExpectAction>& action) {
  holds.insert(std::ranges::upper_bound(holds, offset, {}, &WireHold::offset), {offset, action});
}

void WireDraft::cut(std::size_t offset, WireClose how, Ending leaves) {
  close_at = time_at(offset);
  bytes.resize(std::min(offset, bytes.size()));
  std::erase_if(writes, [&](const WireWrite& write) { return write.offset >= bytes.size(); });
  std::erase_if(parts, [&](const WirePart& part) { return part.offset >= bytes.size(); });
  std::erase_if(holds, [&](const WireHold& hold) { return hold.offset > bytes.size(); });
  std::erase_if(frame_starts, [&](std::size_t start) { return start > bytes.size(); });
  if (!parts.empty()) parts.back().length = bytes.size() - parts.back().offset;
  close = std::move(how);
  ending = leaves;
}

void WireDraft::prepend(PartKind kind, std::string_view text, std::size_t count) {
  const std::size_t size = text.size() * count;
  for (WirePart& part : parts)
    part.offset += size;
  for (WireWrite& write : writes)
    write.offset += size;
  for (WireHold& hold : holds)
    hold.offset += size;
  for (std::size_t& start : frame_starts)
    start += size;
  const auto at = writes.empty() ? close_at : writes.front().at;
  std::vector<WirePart> new_parts;
  std::vector<WireWrite> new_writes;
  std::string all;
  for (std::size_t index = 0; index < count; ++index) {
    new_parts.push_back({kind, all.size(), text.size()});
    new_writes.push_back({all.size(), at});
    all += text;
  }
  parts.insert(parts.begin(), new_parts.begin(), new_parts.end());
  writes.insert(writes.begin(), new_writes.begin(), new_writes.end());
  bytes.insert(0, all);
}

void WireDraft::break_framing() {
  ending = Ending::malformed;
  if (std::holds_alternative<KeepOpen>(close)) close = FinAction{};
}

void WireDraft::append_at_close(PartKind kind, std::string_view text) {
  writes.push_back({bytes.size(), close_at});
  add(kind, text);
}

void WireDraft::split_chunk(std::size_t body_offset) {
  const auto holds = [&](const WirePart& part) {
    return part.kind == PartKind::data && part.body_offset <= body_offset &&
           body_offset < part.body_offset + part.length;
  };
  const auto data = std::ranges::find_if(parts, holds);
  if (framing != Kind::chunked || data == parts.end()) return;
  const auto size = std::find_if(std::make_reverse_iterator(data), parts.rend(),
                                 [](const WirePart& part) { return begins_chunk(part.kind); });
  if (size == parts.rend() || size->kind == PartKind::malformed) return;
  if (size.base() == data && data->body_offset == body_offset) return;

  const std::size_t before = body_offset - size.base()->body_offset;
  const std::uint64_t stated = stated_size(std::string_view(bytes).substr(size->offset, size->length));
  const std::size_t at = data->offset + (body_offset - data->body_offset);
  const auto index = static_cast<std::size_t>(data - parts.begin());
  const WirePart size_part = *size;
  const WirePart whole = *data;

  // The second chunk's beginning goes in first, so that the first one's size line keeps its place until then.
  const std::string seam_size = fmt::format("{:x}\r\n", stated - before);
  replace(at, 0, "\r\n" + seam_size);
  const std::size_t first_length = body_offset - whole.body_offset;
  std::vector<WirePart> seam;
  if (first_length > 0) seam.push_back({PartKind::data, whole.offset, first_length, whole.body_offset});
  seam.push_back({PartKind::chunk_end, at, 2});
  seam.push_back({PartKind::chunk_size, at + 2, seam_size.size()});
  seam.push_back({PartKind::data, at + 2 + seam_size.size(), whole.length - first_length, body_offset});
  parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(index));
  parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(index), seam.begin(), seam.end());
  replace(size_part.offset, size_part.length, fmt::format("{:x}\r\n", before));
}

std::size_t WireDraft::chunk_at(std::size_t offset) const {
  std::size_t found = parts.size();
  for (std::size_t index = 0; index < parts.size(); ++index) {
    if (!is_size_line(parts[index].kind)) continue;
    const bool is_behind = parts[index].offset > offset;
    if (!is_behind || found == parts.size()) found = index;
    if (is_behind) break;
  }
  return found;
}

/// What is sent and when, with the holds between. A write begins at each of them.
std::vector<Step> WireDraft::steps() const {
  std::vector<Step> steps;
  auto hold = holds.begin();
  const auto wait_before = [&](std::size_t offset, microseconds at) {
    for (; hold != holds.end() && hold->offset <= offset; ++hold)
      std::visit([&](const auto& action) { steps.push_back({at, action}); }, hold->action);
  };
  for (std::size_t index = 0; index < writes.size(); ++index) {
    const auto& [offset, at] = writes[index];
    const std::size_t end = index + 1 < writes.size() ? writes[index + 1].offset : bytes.size();
    wait_before(offset, at);
    steps.push_back({at, WriteAction{offset, end - offset}});
  }
  wait_before(bytes.size(), close_at);
  return steps;
}

WireProgram WireDraft::program() && {
  for (const WireHold& hold : holds)
    split_write(hold.offset);
  WireProgram program;
  program.ending = ending;
  program.is_instant = is_instant;
  program.has_holds =
      std::ranges::any_of(holds, [](const WireHold& hold) { return std::holds_alternative<HoldAction>(hold.action); });
  program.frame_starts = std::move(frame_starts);
  program.websocket = std::move(websocket);
  program.steps = steps();
  program.open_request_ids = open_request_ids(*this);
  std::visit(AddLastStep{bytes, program.steps, close_at}, close);
  program.bytes = std::move(bytes);
  return program;
}

}  // namespace wiretape::program
