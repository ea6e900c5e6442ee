#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/mark.h"

namespace wiretape::provider {

/// What of one event the marks are made from. A renderer knows it; an annotator learns it from the event's deltas.
struct EventContent {
  std::uint32_t text_deltas = 0;
  bool reasoning = false;
  bool refusal = false;
  bool tool_delta = false;
  bool tool_arguments = false;
  bool finish = false;
  bool terminator = false;

  /// Adds what a delta says.
  void add(const Delta& delta);

  friend bool operator==(const EventContent&, const EventContent&) = default;
};

/// Makes the marks of a stream, for every dialect in the same way: fed with the events in order, those that carry
/// nothing may be left out.
class MarkCollector {
 public:
  /// `event` is the event's place in the list, larger than at the call before.
  void add(std::size_t event, const EventContent& content);

  /// The marks so far, ordered by event.
  [[nodiscard]] const std::vector<Mark>& marks() const { return marks_; }

 private:
  void mark_once(MarkKind kind, std::size_t event, bool& done);

  std::vector<Mark> marks_;
  std::uint32_t deltas_ = 0;
  std::uint32_t texts_ = 0;
  bool text_seen_ = false;
  bool reasoning_seen_ = false;
  bool tool_delta_seen_ = false;
  bool tool_arguments_seen_ = false;
  bool finish_seen_ = false;
  bool terminator_seen_ = false;
};

}  // namespace wiretape::provider
