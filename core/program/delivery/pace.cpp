#include "wiretape/core/program/delivery/pace.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>

#include "wiretape/core/program/delivery/profile_pace.h"

namespace wiretape::program {
namespace {

using std::chrono::microseconds;

/// Where the token-carrying events begin; every event counts where no dialect could tell.
std::vector<std::size_t> token_offsets(const Body& body) {
  std::vector<std::size_t> offsets;
  for (const auto& mark : body.marks) {
    if (mark.kind == provider::MarkKind::delta) offsets.push_back(mark.offset);
  }
  return offsets.empty() ? body.event_starts : offsets;
}

/// Where what `gap` keeps apart begins.
std::vector<std::size_t> event_offsets(const Body& body) {
  std::vector<std::size_t> offsets;
  std::ranges::merge(body.event_starts, body.comment_starts, std::back_inserter(offsets));
  return offsets;
}

/// The time between two fragments, before jitter. Asked for ascending offsets.
class Interval {
 public:
  Interval(const Body& body, const tape::Delivery& delivery, Random& random)
      : gap_(delivery.gap),
        write_gap_(delivery.write_gap),
        tokens_per_second_(delivery.tokens_per_second),
        begins_(tokens_per_second_ ? token_offsets(body) : event_offsets(body)) {
    if (delivery.profile) profile_gaps_.emplace(*delivery.profile->profile, random);
  }

  microseconds before(std::size_t offset) {
    if (profile_gaps_) return profile_gaps_->next();
    return write_gap_ + (tokens_per_second_ ? for_tokens(offset, *tokens_per_second_) : for_events(offset));
  }

 private:
  microseconds for_tokens(std::size_t offset, double per_second) {
    const auto earlier = due_;
    while (count_ < begins_.size() && begins_[count_] < offset)
      ++count_;
    due_ = microseconds{std::llround(static_cast<double>(count_) * 1e6 / per_second)};
    return due_ - earlier;
  }

  /// An event is there with its last byte: what begins with this fragment comes a gap after what ends before it.
  microseconds for_events(std::size_t offset) {
    if (begins_.empty()) return gap_;
    const auto earlier = due_;
    while (count_ < begins_.size() && begins_[count_] <= offset)
      ++count_;
    due_ = gap_ * static_cast<std::int64_t>(std::max<std::size_t>(count_, 1) - 1);
    return due_ - earlier;
  }

  microseconds gap_;
  microseconds write_gap_;
  std::optional<ProfileGaps> profile_gaps_;
  std::optional<double> tokens_per_second_;
  std::vector<std::size_t> begins_;
  std::size_t count_ = 0;
  microseconds due_{0};
};

/// How far an interval is moved. Draws nothing where no jitter is asked for, so that adding jitter changes no cut.
microseconds draw_jitter(microseconds jitter, Random& random) {
  if (jitter.count() == 0) return microseconds{0};
  const auto reach = static_cast<std::uint64_t>(jitter.count());
  return microseconds{static_cast<std::int64_t>(random.between(0, 2 * reach)) - jitter.count()};
}

}  // namespace

microseconds scaled(microseconds time, const tape::Delivery& delivery) {
  if (delivery.speed == 1.0) return time;
  return microseconds{std::llround(static_cast<double>(time.count()) / delivery.speed)};
}

Schedule pace_body(const Body& body, const std::vector<std::size_t>& cuts, const tape::Delivery& delivery,
                   Random& random) {
  auto time = delivery.profile ? draw_first_byte(*delivery.profile->profile, random) : delivery.first_byte;
  auto pause = body.pauses.begin();
  const auto pass_pauses = [&](std::size_t offset) {
    for (; pause != body.pauses.end() && pause->offset <= offset; ++pause)
      time += pause->duration;
  };

  Schedule schedule{scaled(time, delivery), {}, {}};
  schedule.fragments.reserve(cuts.size() + 1);
  if (!body.bytes.empty()) {
    pass_pauses(0);
    schedule.fragments.push_back(scaled(time, delivery));
  }
  Interval interval(body, delivery, random);
  const bool keeps_apart = delivery.tokens_per_second || delivery.gap.count() > 0;
  for (const std::size_t cut : cuts) {
    const auto wait = interval.before(cut);
    const bool is_moved = wait.count() > 0 || !keeps_apart;
    if (is_moved) time += std::max(microseconds{0}, wait + draw_jitter(delivery.jitter, random));
    pass_pauses(cut);
    schedule.fragments.push_back(scaled(time, delivery));
  }
  pass_pauses(body.bytes.size());
  schedule.end = scaled(time, delivery);
  return schedule;
}

}  // namespace wiretape::program
