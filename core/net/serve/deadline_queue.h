#pragma once

#include <chrono>
#include <memory>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/net/serve/deadline_heap.h"
#include "wiretape/core/net/serve/server_stream.h"

namespace wiretape::net {

/// The deadlines of all connections of an io_context: one timer, set for the first of them, however many there are.
/// What is due together is done in one go. Not thread safe: for the thread that runs the io_context. Connections may
/// hold it for longer than the io_context runs; they take their alarms out when they close.
class DeadlineQueue : public std::enable_shared_from_this<DeadlineQueue> {
 public:
  explicit DeadlineQueue(boost::asio::io_context& context) : timer_(context.get_executor()) {}

  /// Has the alarm pass at `time`, in place of any time that it had; never from within this call.
  void set(Alarm& alarm, DeadlineHeap::Time time) {
    deadlines_.put(alarm, time);
    if (!is_passing_) arm();
  }

  /// Has the alarm not pass.
  void cancel(Alarm& alarm) {
    deadlines_.remove(alarm);
    if (!is_passing_ && deadlines_.empty()) arm();
  }

 private:
  static constexpr auto never = DeadlineHeap::Time::max();

  void arm();
  void pass_due();

  Timer timer_;
  DeadlineHeap deadlines_;
  DeadlineHeap::Time armed_ = never;  // what the timer is set for: the first deadline, or one that was before it
  bool is_passing_ = false;
};

}  // namespace wiretape::net
