#include "wiretape/recorder/log/read_log.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <variant>

#include "wiretape/recorder/log/log_entry.h"
#include "wiretape/recorder/log/record.h"

namespace wiretape::recorder::log {
namespace {

/// Gives each read its bytes back.
class Replay {
 public:
  explicit Replay(capture::Capture& capture) : capture_(capture) {}

  void operator()(LoggedRead read) {
    held_ += read.bytes;
    reads_.push_back({read.at, read.size});
    give_whole_reads();
  }
  void operator()(const HeldRest& rest) { held_ += rest.bytes; }
  void operator()(capture::ResponseEnded event) {
    finish();
    capture_.add(std::move(event));
  }
  template <class Event>
  void operator()(Event event) {
    capture_.add(std::move(event));
  }

  /// No more bytes come: the last read has what is left, should redaction have changed a length after all.
  void finish() {
    while (!reads_.empty())
      give(reads_.size() == 1 ? held_.size() : std::min<std::uint64_t>(reads_.front().size, held_.size()));
  }

 private:
  struct Read {
    std::chrono::microseconds at;
    std::uint64_t size;
  };

  void give_whole_reads() {
    while (!reads_.empty() && reads_.front().size <= held_.size())
      give(reads_.front().size);
  }

  void give(std::uint64_t size) {
    capture_.add(capture::ResponseRead{reads_.front().at, held_.substr(0, static_cast<std::size_t>(size))});
    held_.erase(0, static_cast<std::size_t>(size));
    reads_.pop_front();
  }

  capture::Capture& capture_;
  std::deque<Read> reads_;
  std::string held_;
};

}  // namespace

ReadLog read_log(std::string_view log) {
  ReadLog read;
  if (!log.starts_with(first_line)) return read;
  std::string_view rest = log.substr(first_line.size());
  read.used = first_line.size();
  Replay replay(read.capture);
  while (!read.capture.is_ended()) {
    const auto payload = take_record(rest);
    auto entry = payload ? decode(*payload) : std::nullopt;
    if (!entry) break;
    std::visit(replay, std::move(*entry));
    read.used = log.size() - rest.size();
  }
  if (!read.capture.is_ended()) replay.finish();
  return read;
}

}  // namespace wiretape::recorder::log
