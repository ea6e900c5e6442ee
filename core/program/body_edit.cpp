#include "wiretape/core/program/body_edit.h"

#include <algorithm>
#include <vector>

namespace wiretape::program {
namespace {

struct Edit {
  std::size_t offset;
  std::size_t end;      // of what is taken out
  std::size_t new_end;  // of what is put in

  [[nodiscard]] std::size_t moved(std::size_t place) const {
    if (place <= offset) return place;
    return place < end ? new_end : place - end + new_end;
  }
  [[nodiscard]] bool removes(std::size_t start) const {
    return start < end && (start > offset || (start == offset && new_end == offset && end > offset));
  }
};

void move_starts(std::vector<std::size_t>& starts, const Edit& edit) {
  std::erase_if(starts, [&](std::size_t start) { return edit.removes(start); });
  for (std::size_t& start : starts) {
    // What begins where something is put in begins behind it: only its own bytes are its own.
    start = start == edit.offset && edit.end == edit.offset ? edit.new_end : edit.moved(start);
  }
}

}  // namespace

void replace(Body& body, std::size_t offset, std::size_t length, std::string_view text) {
  const Edit edit{offset, offset + length, offset + text.size()};
  body.bytes.replace(offset, length, text);
  move_starts(body.event_starts, edit);
  move_starts(body.comment_starts, edit);
  for (BodyMark& mark : body.marks)
    mark.offset = edit.moved(mark.offset);
  for (BodyPause& pause : body.pauses)
    pause.offset = edit.moved(pause.offset);
}

void cut(Body& body, std::size_t offset) {
  replace(body, offset, body.bytes.size() - offset, "");
  std::erase_if(body.event_starts, [&](std::size_t start) { return start >= offset; });
  std::erase_if(body.comment_starts, [&](std::size_t start) { return start >= offset; });
  std::erase_if(body.marks, [&](const BodyMark& mark) { return mark.offset > offset; });
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

}  // namespace wiretape::program
