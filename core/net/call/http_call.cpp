#include "wiretape/core/net/call/http_call.h"

#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include "wiretape/core/net/call/idle_budget.h"
#include "wiretape/core/net/call/reset_error.h"
#include "wiretape/core/net/call/response_steps.h"
#include "wiretape/core/net/deadline_timer.h"

//  wait ─▶ dial ─▶ send request ┐
//                └▶ read ◀──────┴── wait      sending and reading run side by side: a server may answer, or refuse,
//                before
//                     │                       it has read everything
//                     ▼
//             next(): head, body bytes …, end

namespace wiretape::net {

using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t read_size = std::size_t{16} << 10;    // a TLS record
constexpr std::size_t waiting_size = std::size_t{2} << 10;  // what a stream holds that waits

}  // namespace

class HttpCall::State : public std::enable_shared_from_this<State> {
 public:
  State(const boost::asio::any_io_executor& executor, HttpCallOptions options, std::unique_ptr<ClientStream> kept)
      : executor_(executor),
        options_(std::move(options)),
        steps_(options_.limits, options_.asks_for_head, options_.detail),
        idle_(options_.timeouts.idle),
        total_timer_(executor),
        read_timer_(executor),
        stream_(std::move(kept)) {}

  HttpCallStep next() {
    const bool had_end = steps_.has_end();
    auto step = steps_.next();
    if (std::holds_alternative<HttpCallHead>(step)) phase_ = CallPhase::body;
    if (!had_end && steps_.has_end()) release();
    return step;
  }

  void wait(std::function<void()> ready) {
    ready_ = std::move(ready);
    if (steps_.has_end()) {
      boost::asio::post(executor_, [self = shared_from_this()] { self->resume(); });
    } else if (!is_started_) {
      start();
    } else {
      read();
    }
  }

  void feed_idle() { idle_.feed(Clock::now()); }

  void pause_idle() { idle_.pause(Clock::now()); }

  void stop_deadlines() {
    total_timer_.stop();
    // A request still being sent would keep the executor's context at work.
    if (!is_sent_) close();
  }

  void cancel() {
    boost::asio::post(executor_, [self = shared_from_this()] {
      self->end(CallCancelled{self->phase()});
      self->resume();
    });
  }

  void abandon() {
    ready_ = nullptr;
    end(CallCancelled{phase()});
  }

  std::unique_ptr<ClientStream> take_connection() { return leaves_connection() ? std::move(stream_) : nullptr; }

  [[nodiscard]] CallPhase phase() const { return stream_ || steps_.has_end() ? phase_ : dial_.phase(); }

  [[nodiscard]] bool has_begun() const { return steps_.has_begun(); }

  [[nodiscard]] const ResponseSteps& steps() const { return steps_; }

  [[nodiscard]] std::optional<Clock::time_point> sent_at() const { return sent_at_; }

 private:
  void start() {
    is_started_ = true;
    if (options_.timeouts.total.count() != 0) {
      total_deadline_ = Clock::now() + options_.timeouts.total;
      total_timer_.start(*total_deadline_, [self = shared_from_this()] { self->deadline_passed(Deadline::total); });
    }
    if (stream_) return connected();
    dial_ = Dial::start(executor_, std::move(options_.target),
                        [self = shared_from_this()](DialResult result) { self->dialled(std::move(result)); });
  }

  void dialled(DialResult result) {
    if (auto* stream = std::get_if<std::unique_ptr<ClientStream>>(&result)) {
      stream_ = std::move(*stream);
      return connected();
    }
    if (const auto* passed = std::get_if<DeadlinePassed>(&result)) {
      end(*passed);
    } else {
      end(std::get<TransportFailure>(std::move(result)));
    }
    resume();
  }

  void connected() {
    phase_ = CallPhase::head;
    first_byte_deadline_ = Clock::now() + options_.timeouts.first_byte;
    send();
    read();
  }

  void send() {
    stream_->write(boost::asio::buffer(options_.request),
                   [self = shared_from_this()](const error_code& error, std::size_t) {
                     // A failure shows in the read that is pending or comes next, after the answer that there may be.
                     self->is_sent_ = true;
                     self->has_send_failed_ = error.failed();
                     if (!error) self->sent_at_ = Clock::now();
                   });
  }

  void read() {
    const auto now = Clock::now();
    // A peer who always has something to read would keep the timers from ever being asked.
    if (total_deadline_ && *total_deadline_ <= now) return post_deadline_passed(Deadline::total);
    if (const auto deadline = read_deadline(now)) {
      const auto kind = has_begun() ? Deadline::idle : Deadline::first_byte;
      if (*deadline <= now) return post_deadline_passed(kind);
      read_timer_.start(*deadline, [self = shared_from_this(), kind] { self->deadline_passed(kind); });
    }
    if (buffer_.size() != waiting_size) buffer_ = std::vector<char>(waiting_size);
    stream_->read_some(
        boost::asio::buffer(buffer_),
        [self = shared_from_this()](const error_code& error, std::size_t size) { self->read_on(error, size); });
  }

  /// Where the buffer is full there may be more of the same read.
  void read_on(error_code error, std::size_t size) {
    if (!error && size == buffer_.size() && !steps_.has_end()) {
      buffer_.resize(read_size);
      size += stream_->read_now(boost::asio::buffer(buffer_) + size, error);
      if (error == boost::asio::error::would_block) error = {};
    }
    received(error, size);
  }

  void post_deadline_passed(Deadline deadline) {
    boost::asio::post(executor_, [self = shared_from_this(), deadline] { self->deadline_passed(deadline); });
  }

  std::optional<Clock::time_point> read_deadline(Clock::time_point now) {
    if (has_begun()) return idle_.wait(now);
    if (options_.timeouts.first_byte.count() == 0) return std::nullopt;
    return first_byte_deadline_;
  }

  void received(const error_code& error, std::size_t size) {
    if (steps_.has_end()) return;
    read_timer_.stop();
    if (size > 0) steps_.received({buffer_.data(), size});
    if (error) end(end_of(error));
    resume();
  }

  [[nodiscard]] CallEnd end_of(const error_code& error) const {
    // The kernel tells a reset once: where a write was told, the read sees an end like any other.
    const bool may_hide_reset = !is_sent_ || has_send_failed_;
    if (is_reset_error(error) || (may_hide_reset && stream_->is_reset())) {
      return ResponseEnded{wire::Ending::reset, has_begun()};
    }
    if (error == boost::asio::error::eof) return steps_.at_fin();
    if (is_tls_cut(error)) return ResponseEnded{wire::Ending::tls_cut, has_begun()};
    return TransportFailure{phase_, error.message()};
  }

  void deadline_passed(Deadline deadline) {
    end(DeadlinePassed{deadline, phase(), limit_of(deadline)});
    resume();
  }

  [[nodiscard]] std::chrono::milliseconds limit_of(Deadline deadline) const {
    if (deadline == Deadline::first_byte) return options_.timeouts.first_byte;
    return deadline == Deadline::idle ? options_.timeouts.idle : options_.timeouts.total;
  }

  void end(CallEnd end) {
    if (steps_.has_end()) return;
    phase_ = phase();
    steps_.end(std::move(end));
    release();
  }

  [[nodiscard]] bool leaves_connection() const {
    return options_.keeps_connection && is_sent_ && !has_send_failed_ && steps_.leaves_connection();
  }

  void release() {
    total_timer_.stop();
    if (leaves_connection()) return read_timer_.stop();
    close();
  }

  void close() {
    read_timer_.stop();
    dial_ = Dial();
    if (stream_) stream_->close();
  }

  void resume() {
    if (const auto ready = std::exchange(ready_, nullptr)) ready();
  }

  boost::asio::any_io_executor executor_;
  HttpCallOptions options_;
  ResponseSteps steps_;
  IdleBudget idle_;
  DeadlineTimer total_timer_;
  DeadlineTimer read_timer_;
  Dial dial_;
  std::unique_ptr<ClientStream> stream_;
  std::vector<char> buffer_;
  std::function<void()> ready_;
  CallPhase phase_ = CallPhase::resolve;
  Clock::time_point first_byte_deadline_;
  std::optional<Clock::time_point> total_deadline_;
  std::optional<Clock::time_point> sent_at_;
  bool is_started_ = false;
  bool is_sent_ = false;
  bool has_send_failed_ = false;
};

HttpCall::HttpCall(const boost::asio::any_io_executor& executor, HttpCallOptions options,
                   std::unique_ptr<ClientStream> kept)
    : state_(std::make_shared<State>(executor, std::move(options), std::move(kept))) {}

HttpCall::~HttpCall() {
  if (state_) state_->abandon();
}

HttpCallStep HttpCall::next() {
  return state_->next();
}

void HttpCall::wait(std::function<void()> ready) {
  state_->wait(std::move(ready));
}

void HttpCall::feed_idle() {
  state_->feed_idle();
}

void HttpCall::pause_idle() {
  state_->pause_idle();
}

void HttpCall::finish() {
  state_->stop_deadlines();
}

void HttpCall::cancel() {
  state_->cancel();
}

std::unique_ptr<ClientStream> HttpCall::take_connection() {
  return state_->take_connection();
}

CallPhase HttpCall::phase() const {
  return state_->phase();
}

bool HttpCall::has_begun() const {
  return state_->has_begun();
}

std::string_view HttpCall::unread() const {
  return state_->steps().unread();
}

wire::HttpFraming HttpCall::framing() const {
  return state_->steps().framing();
}

const wire::HttpFields& HttpCall::trailers() const {
  return state_->steps().trailers();
}

std::optional<std::chrono::steady_clock::time_point> HttpCall::sent_at() const {
  return state_->sent_at();
}

}  // namespace wiretape::net
