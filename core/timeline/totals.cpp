#include "wiretape/core/timeline/totals.h"

#include <algorithm>

#include "wiretape/core/timeline/sent_bytes.h"

namespace wiretape::timeline {
namespace {

using std::chrono::microseconds;

/// When pieces of the answer came, and how many.
class DeltaRate {
 public:
  void add(microseconds at) {
    if (!first_) first_ = at;
    if (at > *first_) ++later_;
    last_ = at;
    ++count_;
  }

  [[nodiscard]] std::size_t count() const { return count_; }

  [[nodiscard]] std::optional<double> per_second() const {
    if (later_ == 0) return std::nullopt;
    return static_cast<double>(later_) / std::chrono::duration<double>(last_ - *first_).count();
  }

 private:
  std::optional<microseconds> first_;
  microseconds last_{0};
  std::size_t count_ = 0;
  std::size_t later_ = 0;
};

void add_gaps(const program::WireProgram& program, Totals& totals) {
  for (std::size_t index = 1; index < program.steps.size(); ++index) {
    const auto gap = program.steps[index].at - program.steps[index - 1].at;
    if (gap <= totals.largest_gap) continue;
    totals.largest_gap = gap;
    totals.slowest_step = index;
  }
}

void add_says(const HeardEvent& event, microseconds at, DeltaRate& rate, Totals& totals) {
  if (event.number > 0 && !event.says.empty()) ++totals.events;
  for (const Said& said : event.says) {
    if (is_content(said.kind)) rate.add(at);
    if (said.kind == Said::Kind::text && !totals.first_text) totals.first_text = at;
  }
}

}  // namespace

Totals totals_of(const program::WireProgram& program, const Heard& heard) {
  Totals totals;
  DeltaRate rate;
  for (std::size_t index = 0; index < program.steps.size(); ++index) {
    const auto& step = program.steps[index];
    const auto bytes = sent_bytes(program, step.action).size();
    if (bytes > 0 && totals.writes++ == 0) totals.first_byte = step.at;
    totals.bytes += bytes;
    totals.body_bytes += heard.steps[index].body_bytes();
    totals.total = std::max(totals.total, step.at);
    for (const auto& event : heard.steps[index].events)
      add_says(event, step.at, rate, totals);
  }
  totals.deltas = rate.count();
  totals.deltas_per_second = rate.per_second();
  add_gaps(program, totals);
  return totals;
}

}  // namespace wiretape::timeline
