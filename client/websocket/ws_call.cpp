#include "wiretape/client/websocket/ws_call.h"

#include <optional>
#include <utility>
#include <vector>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>

#include "wiretape/core/net/call/idle_budget.h"
#include "wiretape/core/net/call/reset_error.h"
#include "wiretape/core/net/deadline_timer.h"
#include "wiretape/core/wire/websocket/ws_close_code.h"

//  wait ─▶ dial ─▶ read ◀── wait            next(): head, messages …, close, end
//                   │  ▲                       │
//                   ▼  └─ NeedMore ────────────┤
//            WsConnection                      ▼ finish(), a violation, the server's close
//                   │                       read on, to nobody, to the server's end or the limit
//                   └─▶ write: whatever it has to send, one write at a time

namespace wiretape::client {

using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t ws_read_size = std::size_t{4} << 10;

}  // namespace

class WsCall::State : public std::enable_shared_from_this<State> {
 public:
  State(const boost::asio::any_io_executor& executor, WsCallOptions options)
      : executor_(executor),
        options_(std::move(options)),
        connection_(options_.handshake, options_.limits),
        idle_(options_.timeouts.idle),
        total_timer_(executor),
        read_timer_(executor),
        close_timer_(executor) {}

  WsCallStep next() {
    if (is_over_) return *end_;
    const WsConnectionStep step = connection_.next();
    WsCallStep result = std::visit([this](const auto& each) { return take(each); }, step);
    if (has_gone_through_ && !is_draining_) drain();
    flush();
    return result;
  }

  void wait(std::function<void()> ready) {
    ready_ = std::move(ready);
    if (end_) {
      boost::asio::post(executor_, [self = shared_from_this()] { self->resume(); });
    } else if (!is_started_) {
      start();
    } else {
      read();
    }
  }

  void feed_idle() { idle_.feed(Clock::now()); }

  void pause_idle() { idle_.pause(Clock::now()); }

  void cancel() {
    boost::asio::post(executor_, [self = shared_from_this()] {
      self->end(net::CallCancelled{self->phase()});
      self->resume();
    });
  }

  void abandon() {
    ready_ = nullptr;
    if (!has_gone_through_) end(net::CallCancelled{phase()});
  }

  void finish() {
    if (has_gone_through_) return;
    if (!connection_.is_open() || end_) return stop();
    connection_.close(wire::ws_close::normal);
    go_through(net::CallCancelled{phase()});
    drain();
    flush();
  }

  void send(bool is_text, std::string_view bytes) {
    connection_.send(is_text, bytes);
    flush();
  }

  void close(std::uint16_t code, std::string_view reason) {
    if (!connection_.is_open() || end_) return;
    connection_.close(code, reason);
    start_close_timer();
    flush();
  }

  [[nodiscard]] bool is_closing() const { return is_draining_; }

  [[nodiscard]] bool has_begun() const { return connection_.has_begun(); }

 private:
  WsCallStep take(wire::WsNeedMore /*step*/) {
    if (!end_) return net::HttpCallNeedMore{};
    is_over_ = true;
    return *end_;
  }

  WsCallStep take(const WsOpened& opened) {
    phase_ = net::CallPhase::body;
    awaits_first_ = !options_.request.empty();
    if (awaits_first_) connection_.send(true, std::exchange(options_.request, {}));
    first_deadline_ = Clock::now() + options_.timeouts.first_byte;
    return net::HttpCallHead{opened.head};
  }

  WsCallStep take(const WsRefused& refused) {
    phase_ = net::CallPhase::body;
    awaits_first_ = false;
    return net::HttpCallHead{refused.head};
  }

  WsCallStep take(const wire::HttpBodyBytes& piece) { return piece; }

  WsCallStep take(WsRefusalEnd /*step*/) { return give_up(net::ResponseEnded{wire::Ending::complete}); }

  WsCallStep take(const WsMessage& message) {
    awaits_first_ = false;
    return message;
  }

  WsCallStep take(const wire::WsClose& close) {
    go_through(net::ResponseEnded{wire::Ending::complete});
    return close;
  }

  WsCallStep take(const WsFailure& failure) {
    const wire::HttpError error{.what = failure.what, .offset = failure.offset};
    if (phase_ != net::CallPhase::body) return give_up(error);
    go_through(error);
    return *end_;
  }

  /// What never was a WebSocket has come to its end: nobody is told.
  WsCallStep give_up(net::CallEnd end) {
    is_over_ = true;
    end_ = std::move(end);
    stop();
    return *end_;
  }

  void start() {
    is_started_ = true;
    if (options_.timeouts.total.count() != 0) {
      total_deadline_ = Clock::now() + options_.timeouts.total;
      total_timer_.start(*total_deadline_, [self = shared_from_this()] { self->passed(net::Deadline::total); });
    }
    dial_ = net::Dial::start(executor_, std::move(options_.target),
                             [self = shared_from_this()](net::DialResult result) { self->dialled(std::move(result)); });
  }

  void dialled(net::DialResult result) {
    if (auto* stream = std::get_if<std::unique_ptr<net::ClientStream>>(&result)) {
      stream_ = std::move(*stream);
      phase_ = net::CallPhase::head;
      first_deadline_ = Clock::now() + options_.timeouts.first_byte;
      flush();
      return read();
    }
    if (const auto* passed = std::get_if<net::DeadlinePassed>(&result)) {
      end(*passed);
    } else {
      end(std::get<net::TransportFailure>(std::move(result)));
    }
    resume();
  }

  // One write at a time; what comes to be sent meanwhile goes with the next.
  void flush() {
    if (!stream_ || is_writing_ || has_send_failed_ || is_stopped_ || !connection_.has_output()) return;
    is_writing_ = true;
    writing_ = connection_.take_output();
    stream_->write(boost::asio::buffer(writing_), [self = shared_from_this()](const error_code& error, std::size_t) {
      // A failure shows in the read that is pending or comes next, after what the server may have said.
      self->is_writing_ = false;
      self->has_send_failed_ = error.failed();
      self->flush();
    });
  }

  void read() {
    const auto now = Clock::now();
    // A server that always has something to read would keep the timers from ever being asked.
    if (total_deadline_ && *total_deadline_ <= now) return post_passed(net::Deadline::total);
    const auto kind = awaits_first_ ? net::Deadline::first_byte : net::Deadline::idle;
    if (const auto deadline = read_deadline(now)) {
      if (*deadline <= now) return post_passed(kind);
      read_timer_.start(*deadline, [self = shared_from_this(), kind] { self->passed(kind); });
    }
    buffer_.resize(ws_read_size);
    stream_->read_some(
        boost::asio::buffer(buffer_),
        [self = shared_from_this()](const error_code& error, std::size_t size) { self->received(error, size); });
  }

  void post_passed(net::Deadline deadline) {
    boost::asio::post(executor_, [self = shared_from_this(), deadline] { self->passed(deadline); });
  }

  std::optional<Clock::time_point> read_deadline(Clock::time_point now) {
    if (!awaits_first_) return idle_.wait(now);
    if (options_.timeouts.first_byte.count() == 0) return std::nullopt;
    return first_deadline_;
  }

  void received(const error_code& error, std::size_t size) {
    if (end_) return;
    read_timer_.stop();
    if (size > 0) connection_.received({buffer_.data(), size});
    if (error) end(end_of(error));
    resume();
  }

  [[nodiscard]] net::CallEnd end_of(const error_code& error) const {
    // The kernel tells a reset once: where a write was told, the read sees an end like any other.
    const bool may_hide_reset = is_writing_ || has_send_failed_;
    if (net::is_reset_error(error) || (may_hide_reset && stream_->is_reset())) {
      return net::ResponseEnded{wire::Ending::reset, has_begun()};
    }
    if (error == boost::asio::error::eof) return net::ResponseEnded{connection_.ending_at_fin(), has_begun()};
    if (net::is_tls_cut(error)) return net::ResponseEnded{wire::Ending::tls_cut, has_begun()};
    return net::TransportFailure{phase_, error.message()};
  }

  void passed(net::Deadline deadline) {
    end(net::DeadlinePassed{deadline, phase(), limit_of(deadline)});
    resume();
  }

  [[nodiscard]] std::chrono::milliseconds limit_of(net::Deadline deadline) const {
    if (deadline == net::Deadline::first_byte) return options_.timeouts.first_byte;
    return deadline == net::Deadline::idle ? options_.timeouts.idle : options_.timeouts.total;
  }

  /// The call has ended by what befell it; what has come is still handed out. The server learns by a close frame that
  /// the client goes, where the kernel takes one now.
  void end(net::CallEnd end) {
    if (end_) return;
    phase_ = phase();
    end_ = std::move(end);
    connection_.close(wire::ws_close::going_away);
    flush();
    stop();
  }

  /// The WebSocket itself has come to its end, which outranks what befell the connection after it.
  void go_through(net::CallEnd end) {
    const bool is_gone = end_.has_value();
    end_ = std::move(end);
    is_over_ = true;
    if (is_gone) return;
    has_gone_through_ = true;
    total_timer_.stop();
    read_timer_.stop();
  }

  /// Reads to the end of the connection what nobody wants any more: a client leaves it to the server to end it (RFC
  /// 6455 section 7.1.1).
  void drain() {
    if (!is_draining_) start_close_timer();
    is_draining_ = true;
    flush();
    buffer_.resize(ws_read_size);
    stream_->read_some(boost::asio::buffer(buffer_),
                       [self = shared_from_this()](const error_code& error, std::size_t /*size*/) {
                         if (self->is_stopped_) return;
                         if (error) return self->stop();
                         self->drain();
                       });
  }

  void start_close_timer() {
    close_timer_.start(Clock::now() + options_.close, [self = shared_from_this()] {
      if (self->end_) return self->stop();
      self->end(net::ResponseEnded{wire::Ending::abandoned, self->has_begun()});
      self->resume();
    });
  }

  void stop() {
    is_stopped_ = true;
    is_draining_ = false;
    total_timer_.stop();
    read_timer_.stop();
    close_timer_.stop();
    dial_ = net::Dial();
    if (stream_) stream_->close();
  }

  [[nodiscard]] net::CallPhase phase() const { return stream_ || end_ ? phase_ : dial_.phase(); }

  void resume() {
    if (const auto ready = std::exchange(ready_, nullptr)) ready();
  }

  boost::asio::any_io_executor executor_;
  WsCallOptions options_;
  WsConnection connection_;
  net::IdleBudget idle_;
  net::DeadlineTimer total_timer_;
  net::DeadlineTimer read_timer_;
  net::DeadlineTimer close_timer_;
  net::Dial dial_;
  std::unique_ptr<net::ClientStream> stream_;
  std::vector<char> buffer_;
  std::string writing_;
  std::function<void()> ready_;
  std::optional<net::CallEnd> end_;
  net::CallPhase phase_ = net::CallPhase::resolve;
  Clock::time_point first_deadline_;
  std::optional<Clock::time_point> total_deadline_;
  bool awaits_first_ = true;  // the response's head, then the first message
  bool is_started_ = false;
  bool is_writing_ = false;
  bool has_send_failed_ = false;
  bool is_over_ = false;           // nothing but the end is left to hand out
  bool has_gone_through_ = false;  // the WebSocket came to its own end, and its connection was open
  bool is_draining_ = false;
  bool is_stopped_ = false;
};

WsCall::WsCall(const boost::asio::any_io_executor& executor, WsCallOptions options)
    : state_(std::make_shared<State>(executor, std::move(options))) {}

WsCall::~WsCall() {
  if (state_) state_->abandon();
}

WsCallStep WsCall::next() {
  return state_->next();
}

void WsCall::wait(std::function<void()> ready) {
  state_->wait(std::move(ready));
}

void WsCall::feed_idle() {
  state_->feed_idle();
}

void WsCall::pause_idle() {
  state_->pause_idle();
}

void WsCall::cancel() {
  state_->cancel();
}

bool WsCall::has_begun() const {
  return state_->has_begun();
}

void WsCall::finish() {
  state_->finish();
}

void WsCall::send(bool is_text, std::string_view bytes) {
  state_->send(is_text, bytes);
}

void WsCall::close(std::uint16_t code, std::string_view reason) {
  state_->close(code, reason);
}

bool WsCall::is_closing() const {
  return state_->is_closing();
}

}  // namespace wiretape::client
