#pragma once

#include <cstddef>
#include <iterator>
#include <memory>

#include "wiretape/client/event.h"
#include "wiretape/client/result.h"

namespace wiretape::client {

class AsyncStreamMaker;

/// One call and its answer, pulled by the thread that reads it:
///
///   for (const auto& event : stream) …
///   const auto& result = stream.result();
///
/// The call begins with the first pull, and nothing is read that was not asked for. Not thread safe but for cancel().
class Stream {
 public:
  /// Goes through the events that are left; only one at a time makes sense.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Event;
    using difference_type = std::ptrdiff_t;
    using pointer = const Event*;
    using reference = const Event&;

    Iterator() = default;
    explicit Iterator(Stream& stream) : stream_(&stream), event_(stream.next()) {}

    reference operator*() const { return *event_; }
    pointer operator->() const { return event_; }
    Iterator& operator++() {
      event_ = stream_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& iterator, std::default_sentinel_t) { return iterator.event_ == nullptr; }

   private:
    Stream* stream_ = nullptr;
    const Event* event_ = nullptr;
  };

  /// Made by Client.
  explicit Stream(const AsyncStreamMaker& maker);
  Stream(Stream&&) noexcept;
  Stream& operator=(Stream&&) noexcept;

  /// Closes the connection where the stream is not at its end. Over a WebSocket that is at its end it waits for the
  /// server to close, at most WebSocketOptions::close.
  ~Stream();

  /// Waits for the next event. It is valid until the next call; nullptr after the CompletionEvent. Never throws, and
  /// always comes to an end within Timeouts::total, or when cancel() is called.
  [[nodiscard]] const Event* next();

  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] static std::default_sentinel_t end() { return {}; }

  /// What the stream came to. Reads on to the end where it has not been reached. Valid as long as the stream.
  [[nodiscard]] const Result& result();

  /// Ends the stream in whatever phase it is: what has arrived is still handed out, then the outcome is Cancelled. From
  /// any thread, while the stream lives; a pull that waits returns.
  void cancel();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::client
