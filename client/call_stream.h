#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <variant>

#include "wiretape/client/event.h"
#include "wiretape/client/options.h"
#include "wiretape/client/response_decoder.h"
#include "wiretape/client/result.h"
#include "wiretape/client/transport.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/wire/ending.h"

namespace wiretape::client {

/// What an AsyncStream is, over any Call: pulls what the call has through a decoder, says which of it was useful, and
/// makes the result of it. Steps of kinds that not all calls have go to the decoder as they are. Not thread safe but
/// for cancel().
template <class AnyCall, class AnyDecoder = ResponseDecoder>
requires Call<AnyCall, decltype(std::declval<AnyCall&>().next())>
class CallStream {
 public:
  CallStream(AnyCall call, AnyDecoder decoder) : call_(std::move(call)), decoder_(std::move(decoder)) {}

  /// The dialect must outlive the stream. `requires_terminator`: as for an AnswerDecoder.
  CallStream(AnyCall call, const provider::Dialect& dialect, bool requires_terminator, const SizeLimits& sizes = {})
      : CallStream(std::move(call), ResponseDecoder(dialect, requires_terminator, sizes)) {}

  /// As AsyncStream::next.
  [[nodiscard]] std::optional<Event> next() {
    while (!result_) {
      if (auto event = decoder_.take_event()) {
        call_.pause_idle();
        return event;
      }
      if (decoder_.outcome()) return complete();
      const auto step = call_.next();
      if (std::holds_alternative<net::HttpCallNeedMore>(step)) return std::nullopt;
      advance(step);
    }
    return std::nullopt;
  }

  /// As AsyncStream::wait; `ready` is called where the call's transport calls it.
  void wait(std::function<void()> ready) {
    if (!started_) started_ = Clock::now();
    call_.wait(std::move(ready));
  }

  /// As AsyncStream::cancel.
  void cancel() { call_.cancel(); }

  /// The call.
  [[nodiscard]] const AnyCall& call() const { return call_; }

  /// Whether the CompletionEvent was handed out.
  [[nodiscard]] bool is_finished() const { return result_.has_value(); }

  /// What the stream came to; only once is_finished().
  [[nodiscard]] const Result& result() const { return *result_; }

 private:
  using Clock = std::chrono::steady_clock;

  template <class Step>
  void advance(const Step& step) {
    if (const auto* arrived = std::get_if<net::HttpCallHead>(&step)) {
      timing_.head = elapsed();
      status_ = arrived->head->status;
      decoder_.head(*arrived->head);
    } else if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) {
      if (decoder_.body(piece->bytes)) call_.feed_idle();
    } else if (const auto* end = std::get_if<net::CallEnd>(&step)) {
      decoder_.end(*end);
    } else if constexpr (requires { decoder_.take(step); }) {
      if (decoder_.take(step)) call_.feed_idle();
    }
    if (!timing_.first_content && decoder_.has_content()) timing_.first_content = elapsed();
  }

  Event complete() {
    timing_.total = elapsed();
    result_ = Result{decoder_.message(), *decoder_.outcome(), timing_, status_, find_ending()};
    call_.finish();
    return CompletionEvent{result_->outcome};
  }

  // The outcome may have come before the response's end. What has arrived may show that end; nothing is awaited.
  std::optional<wire::Ending> find_ending() {
    if (!call_.has_begun()) return std::nullopt;
    for (;;) {
      const auto step = call_.next();
      if (const auto* end = std::get_if<net::CallEnd>(&step)) return ending_of(*end);
      if (std::holds_alternative<net::HttpCallNeedMore>(step)) return wire::Ending::abandoned;
    }
  }

  // How a response that had begun ended on the wire.
  static wire::Ending ending_of(const net::CallEnd& end) {
    if (const auto* ended = std::get_if<net::ResponseEnded>(&end)) return ended->ending;
    if (std::holds_alternative<net::DeadlinePassed>(end)) return wire::Ending::timed_out;
    if (std::holds_alternative<wire::HttpError>(end)) return wire::Ending::malformed;
    return wire::Ending::abandoned;
  }

  [[nodiscard]] std::chrono::microseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_.value_or(Clock::now()));
  }

  AnyCall call_;
  AnyDecoder decoder_;
  std::optional<Clock::time_point> started_;
  Timing timing_;
  std::optional<int> status_;
  std::optional<Result> result_;
};

}  // namespace wiretape::client
