#include <algorithm>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

#include "wiretape/mockserver/answer/cors.h"
#include "wiretape/mockserver/answer/refusal.h"
#include "wiretape/mockserver/serve/connection.h"
#include "wiretape/mockserver/serve/shared_wake_up.h"

//   shake_hands (TLS)
//       │    ┌───────────────────────────────────────────────┐
//       ▼    ▼                                               │ keep-alive
//   read ─▶ take ─▶ begin_play ─▶ advance ─▶ … ─▶ on_played ─┤
//            │ needs more            ▲ wait_for              │ program sent FIN
//            └─▶ read                └── time, room, turn    ├─▶ send_off ─▶ linger ─▶ close
//                                                            │ program half-closes, or hangs
//                                                            ├─▶ send_off ─▶ hold ─▶ close, when the peer leaves
//                                                            │ program resets
//                                                            └─▶ reset_by ─▶ close

namespace wiretape::mockserver {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::steady_clock;

// Nearly every request fits; small enough for the allocator's per-thread cache.
constexpr std::size_t first_buffer_size = 1000;
constexpr std::size_t large_buffer_size = std::size_t{64} << 10;

// After our FIN the peer may still send: that is read and dropped, so that the close does not turn into a reset and
// take back what the peer has not read yet.
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t linger_bytes = std::size_t{1} << 20;

constexpr std::chrono::milliseconds reset_poll{1};

constexpr std::string_view continue_response = "HTTP/1.1 100 Continue\r\n\r\n";

/// Whether the program has gaps that are kept on the shared grid.
bool waits(const program::WireProgram& program) {
  return !program.is_instant && !program.steps.empty() && program.steps.back().at >= shortest_shared_wait;
}

}  // namespace

/// The time since the start of the play. That of an instant play is virtual: whatever is to be done next is due.
class Connection::PlayClock {
 public:
  explicit PlayClock(const Playing& playing) : playing_(playing) {}
  [[nodiscard]] microseconds now() const {
    if (playing_.player.is_instant() && playing_.player.repeats_after().count() == 0) return playing_.player.due();
    // A play that waits for the grid may be ended before it has begun.
    return std::max(microseconds(0), duration_cast<microseconds>(steady_clock::now() - playing_.started));
  }

 private:
  const Playing& playing_;
};

class Connection::PlaySink {
 public:
  PlaySink(Connection& connection, const PlayClock& clock) : connection_(connection), clock_(clock) {}

  [[nodiscard]] program::SinkResult write(std::size_t offset, std::string_view bytes) const {
    const auto [sent, is_broken] = connection_.stream_.send(bytes);
    const auto& journalled = connection_.playing_->journalled;
    if (sent > 0 && journalled) connection_.context_.journal.wrote(*journalled, {offset, sent, clock_.now()});
    return {sent, is_broken};
  }

  void close(const program::CloseAction& action) const { connection_.playing_->close = action; }

 private:
  Connection& connection_;
  const PlayClock& clock_;
};

Connection::Connection(net::Socket socket, std::uint64_t number, ConnectionContext& context,
                       std::unique_ptr<const ListenerAction> fault)
    : stream_(std::move(socket)),
      context_(context),
      number_(number),
      fault_(std::move(fault)),
      reader_(context.limits),
      buffer_size_(first_buffer_size) {}

void Connection::start() {
  if (fault_) return begin_fault();
  serve();
}

void Connection::serve() {
  if (!stream_.prepare(context_.tls)) return close();
  if (context_.tls) return shake_hands();
  on_ready();
}

void Connection::turn_away() {
  is_turned_away_ = true;
  start();
}

void Connection::on_ready() {
  if (!is_turned_away_) return begin_reading();
  begin_play(refusal(503, "wiretape_too_many_connections",
                     "the server holds as many connections as --max-connections allows; close some, or raise it"),
             std::nullopt);
}

void Connection::close_if_idle() {
  if (!playing_ || is_held_) close_in_order();
}

void Connection::close_in_order() {
  // Only a peer that reads nothing has no room for close_notify: it will not miss it.
  static_cast<void>(stream_.shut_down_sending());
  close();
}

void Connection::close() {
  if (is_closed_) return;
  is_closed_ = true;
  if (playing_) record_end(wire::Ending::abandoned);
  stream_.close();
  context_.on_closed(number_);
}

void Connection::shake_hands() {
  limit_time(context_.request_timeout, &Connection::close);
  stream_.async_shake_hands([self = shared_from_this()](net::TlsStep step) { self->on_shaken_hands(step); });
}

void Connection::on_shaken_hands(net::TlsStep step) {
  if (is_closed_) return;
  lift_time_limit();
  if (step == net::TlsStep::done) return on_ready();
  if (step != net::TlsStep::plain_http) return close();
  stream_.drop_tls();
  begin_play(refusal(400, "wiretape_plain_http", "plain HTTP on a port that speaks TLS; use https://"), std::nullopt);
}

void Connection::read() {
  if (const auto* slow = std::get_if<SlowRead>(fault_.get())) return wait_then(slow->every, &Connection::read_slowly);
  read_some(buffer_size_);
}

void Connection::read_some(std::size_t most) {
  buffer_ = std::make_unique_for_overwrite<char[]>(most);
  stream_.async_read({buffer_.get(), most}, [self = shared_from_this()](const net::ErrorCode& error, std::size_t size) {
    self->on_read(error, size);
  });
}

void Connection::on_read(const net::ErrorCode& error, std::size_t size) {
  if (is_closed_) return;
  if (is_late_) {
    return begin_play(refusal(408, "wiretape_request_timeout",
                              "the request was not whole within the time that --request-timeout allows"),
                      std::nullopt);
  }
  if (error) return close();
  // Who fills the small buffer has a large request to send.
  if (size == buffer_size_) buffer_size_ = large_buffer_size;
  const auto filled = std::move(buffer_);
  take({filled.get(), size});
}

void Connection::take(std::string_view input) {
  for (;;) {
    auto step = reader_.next(input);
    if (std::holds_alternative<wire::HttpNeedMore>(step)) return go_on_reading();
    if (auto* complete = std::get_if<wire::HttpRequestComplete>(&step)) {
      unread_ = input;
      return answer(std::move(complete->request));
    }
    if (const auto* error = std::get_if<wire::HttpError>(&step)) {
      return begin_play(Responder::refuse(*error), std::nullopt);
    }
    // A peer whose buffer is too full for these bytes reads nothing; it will not get far.
    static_cast<void>(stream_.send(continue_response));
  }
}

void Connection::answer(wire::HttpRequest request) {
  if (context_.cors) {
    if (auto allowed = preflight_answer(request)) return begin_play(std::move(*allowed), std::nullopt);
  }
  auto answer = context_.responder.respond(request, {number_, context_.tls != nullptr});
  if (context_.cors) answer.program = readable_across_origins(std::move(answer.program), request);
  const auto number = context_.journal.received(answer.session, answer.exchange, std::move(request),
                                                answer.is_unmatched, answer.is_limited, answer.faults);
  begin_play(std::move(answer), number);
}

/// A request that has begun must become whole in time; a connection between requests may stay as it is.
void Connection::go_on_reading() {
  if (deadline_ == no_deadline && reader_.in_message()) {
    limit_time(context_.request_timeout, &Connection::on_late_request);
  }
  read();
}

void Connection::on_late_request() {
  is_late_ = true;
  stream_.cancel_operations();  // on_read() goes on
}

void Connection::begin_play(Answer answer, std::optional<std::uint64_t> journalled) {
  lift_time_limit();
  buffer_size_ = first_buffer_size;
  const auto ending = answer.program->ending;
  const bool is_paced = waits(*answer.program);
  playing_.emplace(Playing{program::Player(std::move(answer.program)), steady_clock::now(), ending, journalled});
  if (!is_paced) return advance();
  // Begun on the grid, for else the first gap would be the one that is not as long as the others.
  playing_->started = on_shared_grid(playing_->started);
  advance_at(playing_->started);
}

void Connection::advance() {
  if (is_closed_ || !playing_) return;
  const PlayClock clock(*playing_);
  const PlaySink sink(*this, clock);
  const auto state = playing_->player.advance(sink, clock);
  if (state == program::PlayState::finished) {
    on_played();
  } else if (state == program::PlayState::broken) {
    record_end(wire::Ending::reset);
    close();
  } else {
    wait_for(state);
  }
}

void Connection::advance_at(steady_clock::time_point time) {
  stream_.async_wait_until(time, [self = shared_from_this()](const net::ErrorCode& error) {
    if (!error) self->advance();
  });
}

void Connection::wait_for(program::PlayState state) {
  if (state == program::PlayState::yielding) {
    boost::asio::post(stream_.executor(), [self = shared_from_this()] { self->advance(); });
  } else if (state == program::PlayState::waiting_for_sink) {
    stream_.async_wait_writable([self = shared_from_this()](const net::ErrorCode& error) {
      if (!error) self->advance();
    });
  } else {
    // Virtual time stands still where something is repeated: that waits in real time.
    const auto& player = playing_->player;
    if (player.is_instant()) playing_->started = steady_clock::now() - player.due() + player.repeats_after();
    advance_at(shared_wake_up(playing_->started + player.due(), steady_clock::now()));
    watch_peer();
  }
}

void Connection::watch_peer() {
  if (is_watching_ || !playing_->may_watch) return;
  is_watching_ = true;
  stream_.async_wait_readable([self = shared_from_this()](const net::ErrorCode& error) {
    self->is_watching_ = false;
    if (!error && !self->is_closed_ && self->playing_) self->on_peer_news();
  });
}

void Connection::on_peer_news() {
  const auto incoming = stream_.peek();
  if (incoming == net::Incoming::reset) {
    record_end(wire::Ending::reset);
    close();
  } else if (incoming == net::Incoming::nothing) {
    watch_peer();
  } else {
    // After a FIN the peer may still read (a half-close); bytes are its next request and wait in the kernel.
    playing_->may_watch = false;
  }
}

void Connection::on_played() {
  if (const auto close = playing_->close) {
    return std::visit([this](const auto& action) { close_as(action); }, *close);
  }
  record_end(playing_->ending);
  if (context_.is_draining) {
    close_in_order();
  } else if (unread_.empty()) {
    read();
  } else {
    // Through the queue, so that a burst of pipelined requests neither grows the stack nor starves other connections.
    boost::asio::post(stream_.executor(), [self = shared_from_this()] {
      if (!self->is_closed_) self->take(std::exchange(self->unread_, {}));
    });
  }
}

void Connection::close_as(const program::FinAction& fin) {
  record_end(playing_->ending);
  send_off(fin.notifies, &Connection::linger);
}

void Connection::close_as(const program::HalfCloseAction& /*half_close*/) {
  send_off(true, &Connection::hold);
}

void Connection::close_as(const program::ResetAction& reset) {
  reset_by(steady_clock::now() + (reset.drains ? reset_time : std::chrono::seconds(0)));
}

void Connection::close_as(const program::HangAction& /*hang*/) {
  hold();
}

void Connection::record_end(wire::Ending ending) {
  if (playing_->journalled) {
    context_.journal.ended(*playing_->journalled, {ending, PlayClock(*playing_).now()});
  }
  playing_.reset();
}

void Connection::limit_time(std::chrono::milliseconds limit, void (Connection::*on_late)()) {
  if (limit.count() <= 0) return;
  deadline_ = steady_clock::now() + limit;
  stream_.async_wait_until(deadline_, [self = shared_from_this(), on_late](const net::ErrorCode& error) {
    // A wait that is over may be in the queue already when its limit is lifted.
    if (!error && steady_clock::now() >= self->deadline_) (*self.*on_late)();
  });
}

void Connection::lift_time_limit() {
  if (deadline_ == no_deadline) return;
  deadline_ = no_deadline;
  stream_.cancel_timer();
}

void Connection::send_off(bool notifies, void (Connection::*then)()) {
  if (stream_.shut_down_sending(notifies)) return (this->*then)();
  stream_.async_wait_writable([self = shared_from_this(), notifies, then](const net::ErrorCode& error) {
    if (error) return self->close();
    self->send_off(notifies, then);
  });
}

/// Waits for the peer to leave. What it still sends is dropped, for else its FIN would stay unseen behind it.
void Connection::hold() {
  is_held_ = true;
  stream_.async_wait_readable([self = shared_from_this()](const net::ErrorCode& error) {
    if (error || self->is_closed_) return;
    const auto incoming = self->stream_.discard();
    if (incoming == net::Incoming::bytes || incoming == net::Incoming::nothing) return self->hold();
    self->record_end(incoming == net::Incoming::reset ? wire::Ending::reset : self->playing_->ending);
    self->close();
  });
}

void Connection::reset_by(steady_clock::time_point latest) {
  if (stream_.is_acknowledged() || steady_clock::now() >= latest) {
    if (playing_) record_end(playing_->ending);
    is_closed_ = true;
    stream_.reset();
    context_.on_closed(number_);
    return;
  }
  stream_.async_wait_until(steady_clock::now() + reset_poll,
                           [self = shared_from_this(), latest](const net::ErrorCode& error) {
                             if (!error && !self->is_closed_) self->reset_by(latest);
                           });
}

void Connection::linger() {
  buffer_ = std::make_unique_for_overwrite<char[]>(large_buffer_size);
  limit_time(linger_time, &Connection::close);
  discard();
}

void Connection::discard() {
  stream_.async_read({buffer_.get(), large_buffer_size},
                     [self = shared_from_this()](const net::ErrorCode& error, std::size_t size) {
                       self->lingered_ += size;
                       if (error || self->lingered_ > linger_bytes) return self->close();
                       self->discard();
                     });
}

}  // namespace wiretape::mockserver
