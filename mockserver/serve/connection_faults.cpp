// Faults of the listener on a connection that was accepted.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/mockserver/serve/connection.h"

//   begin_fault ─┬─ silent ──────▶ wait_then ─▶ serve, or stay_silent until the peer leaves
//                └─ TLS's ───────▶ read_hello ─▶ break_off ─┬─▶ stay_silent
//                                                           ├─▶ send_off (FIN)
//                                                           └─▶ reset_by (RST)
//   begin_reading ── delayed ────▶ wait_then ─▶ read
//   read ──────────── slow ──────▶ wait_then ─▶ read_slowly ─▶ …

namespace wiretape::mockserver {
namespace {

// Nothing tells of a FIN behind bytes that stay unread, so a silent connection looks for it. Seldom: there may be many.
constexpr std::chrono::seconds look_interval{1};

constexpr std::size_t hello_buffer_size = 2048;

}  // namespace

void Connection::begin_fault() {
  if (const auto* silent = std::get_if<Silent>(fault_.get())) {
    return silent->duration ? wait_then(*silent->duration, &Connection::serve) : stay_silent();
  }
  const bool breaks_handshake = std::holds_alternative<TlsStall>(*fault_) || std::holds_alternative<TlsCut>(*fault_);
  if (!breaks_handshake || !context_.tls) return serve();
  if (!stream_.prepare()) return close();
  limit_time(context_.request_timeout, &Connection::close);
  read_hello(std::make_unique<net::TlsServerHello>(context_.tls));
}

// The timer is the one that limits the time for a request, too: who waits here by a fault's will is not held to that.
void Connection::wait_then(std::chrono::microseconds delay, void (Connection::*go_on)()) {
  stream_.async_wait_until(std::chrono::steady_clock::now() + delay,
                           [self = shared_from_this(), go_on](const net::ErrorCode& error) {
                             if (!error && !self->is_closed_) (*self.*go_on)();
                           });
}

void Connection::stay_silent() {
  if (stream_.has_peer_left()) return close();
  wait_then(look_interval, &Connection::stay_silent);
}

void Connection::read_hello(std::unique_ptr<net::TlsServerHello> hello) {
  buffer_ = std::make_unique_for_overwrite<char[]>(hello_buffer_size);
  stream_.async_read({buffer_.get(), hello_buffer_size}, [self = shared_from_this(), hello = std::move(hello)](
                                                             const net::ErrorCode& error, std::size_t size) mutable {
    if (self->is_closed_) return;
    if (error) return self->close();
    const auto filled = std::move(self->buffer_);
    if (!hello->take({filled.get(), size})) return self->read_hello(std::move(hello));
    self->break_off(hello->record());
  });
}

void Connection::break_off(std::string_view server_hello) {
  lift_time_limit();
  const auto* cut = std::get_if<TlsCut>(fault_.get());
  const auto after = cut != nullptr ? cut->after : std::get<TlsStall>(*fault_).after;
  // It fits into the buffer of a socket on which nothing was sent yet.
  if (after == HandshakePlace::server_hello) static_cast<void>(stream_.send(server_hello));
  if (cut == nullptr) return stay_silent();
  if (cut->how == Cut::fin) return send_off(false, &Connection::linger);
  reset_by(std::chrono::steady_clock::now() + reset_time);
}

void Connection::begin_reading() {
  const auto* delay = std::get_if<DelayFirstRead>(fault_.get());
  if (delay == nullptr) return read();
  wait_then(delay->duration, &Connection::read);
}

void Connection::read_slowly() {
  read_some(std::clamp<std::size_t>(std::get<SlowRead>(*fault_).bytes, 1, buffer_size_));
}

}  // namespace wiretape::mockserver
