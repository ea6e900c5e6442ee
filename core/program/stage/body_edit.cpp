#include "wiretape/core/program/stage/body_edit.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace wiretape::program {
namespace {

/// Where what stood in the old bytes is in the new ones.
class Moves {
 public:
  explicit Moves(std::span<const Replacement> replacements) : replacements_(replacements) {
    std::size_t old_end = 0;
    std::size_t new_end = 0;
    for (const Replacement& each : replacements) {
      new_end += each.offset - old_end + each.text.size();
      old_end = each.offset + each.length;
      new_ends_.push_back(new_end);
    }
  }

  /// The place before old bytes[place].
  [[nodiscard]] std::size_t moved(std::size_t place) const {
    const std::size_t next = first_from(place);
    if (next == 0) return place;
    const Replacement& before = replacements_[next - 1];
    const std::size_t end = before.offset + before.length;
    return new_ends_[next - 1] + (place < end ? 0 : place - end);
  }

  /// An event or comment that began at old bytes[start].
  [[nodiscard]] std::size_t moved_start(std::size_t start) const {
    const std::size_t next = first_from(start);
    const bool is_pushed =
        next < replacements_.size() && replacements_[next].offset == start && replacements_[next].length == 0;
    return is_pushed ? new_ends_[next] : moved(start);
  }

  [[nodiscard]] bool removes(std::size_t start) const {
    const std::size_t next = first_from(start);
    if (next > 0 && start < replacements_[next - 1].offset + replacements_[next - 1].length) return true;
    return next < replacements_.size() && replacements_[next].offset == start && replacements_[next].length > 0 &&
           replacements_[next].text.empty();
  }

 private:
  [[nodiscard]] std::size_t first_from(std::size_t place) const {
    const auto next = std::ranges::lower_bound(replacements_, place, {}, &Replacement::offset);
    return static_cast<std::size_t>(next - replacements_.begin());
  }

  std::span<const Replacement> replacements_;
  std::vector<std::size_t> new_ends_;  // of each replacement's text
};

void move_starts(std::vector<std::size_t>& starts, const Moves& moves) {
  std::erase_if(starts, [&](std::size_t start) { return moves.removes(start); });
  for (std::size_t& start : starts)
    start = moves.moved_start(start);
}

}  // namespace

void replace_all(Body& body, std::span<const Replacement> replacements) {
  const Moves moves(replacements);
  std::string bytes;
  std::size_t at = 0;
  for (const Replacement& each : replacements) {
    bytes.append(body.bytes, at, each.offset - at).append(each.text);
    at = each.offset + each.length;
  }
  bytes.append(body.bytes, at);
  body.bytes = std::move(bytes);
  move_starts(body.event_starts, moves);
  move_starts(body.comment_starts, moves);
  for (BodyMark& mark : body.marks)
    mark.offset = moves.moved(mark.offset);
  for (BodyPause& pause : body.pauses)
    pause.offset = moves.moved(pause.offset);
  for (BodyExpect& expect : body.expects)
    expect.offset = moves.moved(expect.offset);
  for (std::size_t& seam : body.seams)
    seam = moves.moved(seam);
}

void replace(Body& body, std::size_t offset, std::size_t length, std::string_view text) {
  const Replacement replacement{offset, length, text};
  replace_all(body, {&replacement, 1});
}

void cut(Body& body, std::size_t offset) {
  const auto is_behind = [&](const auto& place) { return place.offset > offset; };
  std::erase_if(body.marks, is_behind);
  std::erase_if(body.pauses, is_behind);
  std::erase_if(body.expects, is_behind);
  std::erase_if(body.event_starts, [&](std::size_t start) { return start >= offset; });
  std::erase_if(body.comment_starts, [&](std::size_t start) { return start >= offset; });
  replace(body, offset, body.bytes.size() - offset, "");
}

std::size_t event_end(const Body& body, std::size_t index) {
  const std::size_t start = body.event_starts[index];
  const auto behind = [&](const std::vector<std::size_t>& starts) {
    const auto next = std::ranges::upper_bound(starts, start);
    return next == starts.end() ? body.bytes.size() : *next;
  };
  return std::min(behind(body.event_starts), behind(body.comment_starts));
}

std::size_t event_at(const Body& body, std::size_t offset) {
  const auto next = std::ranges::upper_bound(body.event_starts, offset);
  return next == body.event_starts.begin() ? body.event_starts.size()
                                           : static_cast<std::size_t>(next - body.event_starts.begin()) - 1;
}

std::size_t event_from(const Body& body, std::size_t offset) {
  const std::size_t at = event_at(body, offset);
  if (at < body.event_starts.size() && offset < event_end(body, at)) return at;
  const auto next = std::ranges::lower_bound(body.event_starts, offset);
  return static_cast<std::size_t>(next - body.event_starts.begin());
}

}  // namespace wiretape::program
