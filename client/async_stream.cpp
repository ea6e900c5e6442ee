#include "wiretape/client/async_stream.h"

#include <chrono>
#include <utility>

#include "wiretape/client/response_decoder.h"

namespace wiretape::client {
namespace {

using Clock = std::chrono::steady_clock;
using wire::Ending;

/// How a response that had begun ended on the wire.
Ending ending_of(const net::CallEnd& end) {
  if (const auto* ended = std::get_if<net::ResponseEnded>(&end)) return ended->ending;
  if (std::holds_alternative<net::DeadlinePassed>(end)) return Ending::timed_out;
  if (std::holds_alternative<wire::HttpError>(end)) return Ending::malformed;
  return Ending::abandoned;
}

}  // namespace

class AsyncStream::State {
 public:
  State(const boost::asio::any_io_executor& executor, net::HttpCallOptions call, const provider::Dialect& dialect,
        bool requires_terminator)
      : call_(executor, std::move(call)), decoder_(dialect, requires_terminator) {}

  std::optional<Event> next() {
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

  void wait(std::function<void()> ready) {
    if (!started_) started_ = Clock::now();
    call_.wait(std::move(ready));
  }

  [[nodiscard]] bool is_finished() const { return result_.has_value(); }

  void cancel() { call_.cancel(); }

  [[nodiscard]] const Result& result() const { return *result_; }

 private:
  void advance(const net::HttpCallStep& step) {
    if (const auto* arrived = std::get_if<net::HttpCallHead>(&step)) {
      timing_.head = elapsed();
      status_ = arrived->head->status;
      decoder_.head(*arrived->head);
    } else if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) {
      if (decoder_.body(piece->bytes)) call_.feed_idle();
    } else {
      decoder_.end(std::get<net::CallEnd>(step));
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
  std::optional<Ending> find_ending() {
    if (!call_.has_begun()) return std::nullopt;
    for (;;) {
      const auto step = call_.next();
      if (const auto* end = std::get_if<net::CallEnd>(&step)) return ending_of(*end);
      if (std::holds_alternative<net::HttpCallNeedMore>(step)) return Ending::abandoned;
    }
  }

  [[nodiscard]] std::chrono::microseconds elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_.value_or(Clock::now()));
  }

  net::HttpCall call_;
  ResponseDecoder decoder_;
  std::optional<Clock::time_point> started_;
  Timing timing_;
  std::optional<int> status_;
  std::optional<Result> result_;
};

AsyncStream::AsyncStream(const boost::asio::any_io_executor& executor, net::HttpCallOptions call,
                         const provider::Dialect& dialect, bool requires_terminator)
    : state_(std::make_unique<State>(executor, std::move(call), dialect, requires_terminator)) {}

AsyncStream::AsyncStream(AsyncStream&&) noexcept = default;
AsyncStream& AsyncStream::operator=(AsyncStream&&) noexcept = default;
AsyncStream::~AsyncStream() = default;

std::optional<Event> AsyncStream::next() {
  return state_->next();
}

void AsyncStream::wait(std::function<void()> ready) {
  state_->wait(std::move(ready));
}

bool AsyncStream::is_finished() const {
  return state_->is_finished();
}

void AsyncStream::cancel() {
  state_->cancel();
}

const Result& AsyncStream::result() const {
  return state_->result();
}

}  // namespace wiretape::client
