#include "wiretape/core/program/delivery/profile_pace.h"

#include <string_view>
#include <utility>

#include "wiretape/core/program/delivery/fragment.h"

namespace wiretape::program {
namespace {

using std::chrono::microseconds;
using tape::Share;
using tape::whole_share;

bool ends_line(std::string_view bytes) {
  return bytes.ends_with('\n') || bytes.ends_with('\r');
}

/// Whether an event may begin after `before`: at the start, or after a blank line.
bool ends_event(std::string_view before) {
  if (before.empty()) return true;
  if (!ends_line(before)) return false;
  before.remove_suffix(before.ends_with("\r\n") ? 2 : 1);
  return ends_line(before);
}

/// Where each event begins, the comments before it included. A comment inside an event is none of those.
std::vector<std::size_t> starts_with_comments(const Body& body) {
  std::vector<std::size_t> starts = body.event_starts;
  auto comment = body.comment_starts.begin();
  for (auto& start : starts) {
    const std::size_t event = start;
    for (; comment != body.comment_starts.end() && *comment < event; ++comment) {
      if (start == event && ends_event(std::string_view(body.bytes).substr(0, *comment))) start = *comment;
    }
  }
  return starts;
}

/// How many events a read brings.
class EventCounts {
 public:
  explicit EventCounts(const std::vector<tape::EventsPerRead>& weights) : weights_(weights) {
    for (const auto& [events, weight] : weights)
      total_ += weight;
  }

  std::uint64_t draw(Random& random) const {
    if (total_ == 0) return 1;
    auto at = random.between(0, total_ - 1);
    auto drawn = weights_.begin();
    for (; at >= drawn->weight; ++drawn)
      at -= drawn->weight;
    return drawn->events;
  }

 private:
  const std::vector<tape::EventsPerRead>& weights_;
  std::uint64_t total_ = 0;
};

}  // namespace

std::vector<std::size_t> cut_by_profile(const Body& body, const tape::Profile& profile, Random& random) {
  const auto starts = starts_with_comments(body);
  const EventCounts counts(profile.events_per_read);
  tape::FragmentAt at;
  for (auto next = counts.draw(random); next < starts.size(); next += counts.draw(random)) {
    std::size_t cut = starts[next];
    const std::size_t last_event = cut - starts[next - 1];
    const bool is_inside = profile.inside_event > 0 && random.between(0, whole_share - 1) < profile.inside_event;
    if (is_inside && last_event > 1) cut -= random.between(1, last_event - 1);
    at.offsets.push_back(cut);
  }
  return cut_body(body, std::move(at), random);
}

microseconds draw_first_byte(const tape::Profile& profile, Random& random) {
  if (profile.first_byte.empty()) return microseconds{0};
  return time_at(profile.first_byte, static_cast<Share>(random.between(0, whole_share - 1)));
}

// A chain of two states, short gap and long gap, whose shares in the long run are those of the distribution:
//
//   P(short → long) = 1 / mean length          P(long → short) = P(short → long) × short share / long share
//
// The state says from which part of the distribution the gap is drawn.
ProfileGaps::ProfileGaps(const tape::Profile& profile, Random& random) : profile_(&profile), random_(&random) {
  if (!profile.bursts) return;
  constexpr std::uint64_t whole = whole_share;
  short_share_ = share_below(profile.gap, profile.bursts->below);
  probability_of_end_ = whole * whole / profile.bursts->mean_length;
  probability_of_burst_ = short_share_ * whole * whole / (whole - short_share_) / profile.bursts->mean_length;
  is_in_burst_ = draw(short_share_);
}

microseconds ProfileGaps::next() {
  Share least = 0;
  Share most = whole_share - 1;
  if (short_share_ > 0) {
    if (is_in_burst_) {
      most = short_share_ - 1;
    } else {
      least = short_share_;
    }
    is_in_burst_ = is_in_burst_ ? !draw(probability_of_end_) : draw(probability_of_burst_);
  }
  return time_at(profile_->gap, static_cast<Share>(random_->between(least, most)));
}

bool ProfileGaps::draw(std::uint64_t probability) {
  return random_->between(0, whole_share - 1) < probability;
}

}  // namespace wiretape::program
