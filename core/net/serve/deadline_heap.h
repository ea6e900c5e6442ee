#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace wiretape::net {

/// What is to be done when a deadline has passed. It mustn't move or go while a heap holds it.
class Alarm {
 public:
  /// `passed` is called with `owner`.
  Alarm(void (*passed)(void* owner), void* owner) : passed_(passed), owner_(owner) {}
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  void pass() const { passed_(owner_); }

  [[nodiscard]] bool is_set() const { return place_ != nowhere; }

 private:
  friend class DeadlineHeap;
  static constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();

  void (*passed_)(void* owner);
  void* owner_;
  std::uint32_t place_ = nowhere;  // in the heap's entries
};

/// Alarms by their deadlines, the earliest first: a binary heap in which each knows its place, so that any can be moved
/// or taken out in logarithmic time. Pure: it reads no clock. Not thread safe.
class DeadlineHeap {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// Holds the alarm for `time`, in place of any time that it had.
  void put(Alarm& alarm, Time time) {
    if (!alarm.is_set()) {
      alarm.place_ = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back({time, &alarm});
    }
    entries_[alarm.place_].time = time;
    sink(rise(alarm.place_));
  }

  /// Holds the alarm no longer, if it did.
  void remove(Alarm& alarm) {
    if (!alarm.is_set()) return;
    const std::size_t gap = alarm.place_;
    alarm.place_ = Alarm::nowhere;
    const Entry last = entries_.back();
    entries_.pop_back();
    if (gap == entries_.size()) return;
    settle(gap, last);
    sink(rise(gap));
  }

  /// Takes out the earliest one, where it is due by `now`; else nullptr.
  [[nodiscard]] Alarm* take_due(Time now) {
    if (entries_.empty() || entries_.front().time > now) return nullptr;
    Alarm* due = entries_.front().alarm;
    remove(*due);
    return due;
  }

  [[nodiscard]] bool empty() const { return entries_.empty(); }

  /// When the earliest is due; there must be one.
  [[nodiscard]] Time first() const { return entries_.front().time; }

 private:
  struct Entry {
    Time time;
    Alarm* alarm;
  };

  void settle(std::size_t place, const Entry& entry) {
    entries_[place] = entry;
    entry.alarm->place_ = static_cast<std::uint32_t>(place);
  }

  std::size_t rise(std::size_t place) {
    const Entry entry = entries_[place];
    while (place > 0 && entry.time < entries_[(place - 1) / 2].time) {
      settle(place, entries_[(place - 1) / 2]);
      place = (place - 1) / 2;
    }
    settle(place, entry);
    return place;
  }

  void sink(std::size_t place) {
    const Entry entry = entries_[place];
    for (std::size_t child = 2 * place + 1; child < entries_.size(); child = 2 * place + 1) {
      if (child + 1 < entries_.size() && entries_[child + 1].time < entries_[child].time) ++child;
      if (entry.time <= entries_[child].time) break;
      settle(place, entries_[child]);
      place = child;
    }
    settle(place, entry);
  }

  std::vector<Entry> entries_;
};

}  // namespace wiretape::net
