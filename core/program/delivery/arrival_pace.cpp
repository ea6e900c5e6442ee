#include "wiretape/core/program/delivery/arrival_pace.h"

namespace wiretape::program {

ArrivalPace pace_arrivals(const std::vector<tape::Arrival>& arrivals, const tape::Delivery& delivery) {
  ArrivalPace pace{.cuts = {}, .schedule = {.head = {}, .fragments = {}, .end = {}}};
  std::chrono::microseconds time{0};
  std::size_t offset = 0;
  for (const tape::Arrival& arrival : arrivals) {
    time += arrival.gap;
    pace.schedule.end = scaled(time, delivery);
    if (&arrival == &arrivals.front()) pace.schedule.head = pace.schedule.end;
    if (arrival.bytes == 0) continue;
    if (offset > 0) pace.cuts.push_back(offset);
    offset += arrival.bytes;
    pace.schedule.fragments.push_back(pace.schedule.end);
  }
  return pace;
}

}  // namespace wiretape::program
