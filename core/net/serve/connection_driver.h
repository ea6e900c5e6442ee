#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <variant>

#include <boost/asio/post.hpp>

#include "wiretape/core/net/serve/connection.h"
#include "wiretape/core/net/serve/deadline_queue.h"
#include "wiretape/core/net/serve/joint_sockets.h"
#include "wiretape/core/net/serve/server_stream.h"

namespace wiretape::net {

/// What the drivers of a server share, on all its threads. Outlives them.
struct Serving {
  ServingTerms& terms;
  std::function<void(std::uint64_t)> on_closed;  ///< called once with the connection's number when it has ended
};

/// Does on a socket what a Connection wants. It keeps itself alive while it waits for the socket, but not while it
/// waits for time only: whoever makes it keeps it until on_closed. Not thread safe: everything happens on the thread of
/// its executor.
template <Handler HandlerType>
class ConnectionDriver : public std::enable_shared_from_this<ConnectionDriver<HandlerType>> {
 public:
  ConnectionDriver(Socket socket, DeadlineQueue& deadlines, std::uint64_t number, Serving& serving, HandlerType handler,
                   std::unique_ptr<const ConnectionFault> fault = nullptr)
      : stream_(std::move(socket)),
        serving_(serving),
        number_(number),
        connection_(serving.terms, std::move(handler), std::move(fault)),
        deadlines_(deadlines),
        alarm_([](void* driver) { static_cast<ConnectionDriver*>(driver)->on_time(); }, this) {}

  void start() {
    if (is_prepared()) go_on(connection_.start(now()));
  }

  /// Answers that there are too many connections, and closes.
  void turn_away() {
    if (is_prepared()) go_on(connection_.turn_away(now()));
  }

  /// Asks the handler again where it waits.
  void wake() {
    if (is_closed_) return;
    if (const auto want = connection_.on_woken(now())) go_on(*want);
  }

  [[nodiscard]] Executor executor() { return stream_.executor(); }

  /// Ends the connection unless an answer is under way.
  void close_if_idle() {
    if (!is_closed_ && connection_.is_idle()) close_as({true});
  }

  /// Ends it at once; what was answered is abandoned.
  void close() { close_as({false}); }

 private:
  // What it waits for, apart from time.
  enum class Waiting : std::uint8_t { time, handshake, bytes, bytes_to_drop, news, room, room_to_shut_down };
  using Next = std::optional<Want>;  // nothing: it waits

  static Time now() { return std::chrono::steady_clock::now(); }

  /// Filled and consumed at once, so all connections of a thread share it. As large as what is sent in one go may be:
  /// to wait once more costs as much as to read a hundred KiB.
  static std::span<char> buffer() {
    constexpr std::size_t size = std::size_t{256} << 10;
    thread_local const auto bytes = std::make_unique_for_overwrite<char[]>(size);
    return {bytes.get(), size};
  }

  bool is_prepared() {
    if (!is_closed_ && !stream_.prepare()) close();
    return !is_closed_;
  }

  void go_on(const Want& want) {
    for (Next next = perform(want); next && !is_closed_;)
      next = perform(*next);
  }

  Next perform(const Want& want) {
    auto next = std::visit([this](const auto& what) { return this->act(what); }, want.what);
    if (next || is_closed_) return next;
    if (want.until != Time::max()) {
      deadlines_.set(alarm_, want.until);
    } else {
      deadlines_.cancel(alarm_);
    }
    return next;
  }

  Next act(const want::ShakeHands& what) {
    const auto step = stream_.shake_hands(what.context);
    if (step == TlsStep::wants_read) return wait_readable(Waiting::handshake);
    if (step == TlsStep::wants_write) return wait_writable(Waiting::handshake);
    return connection_.on_shaken_hands(step, now());
  }

  Next act(const want::Read& what) {
    most_ = static_cast<std::uint32_t>(what.most);
    return stream_.buffers() ? read() : wait_readable(Waiting::bytes);
  }

  Next read() {
    const auto [what, size] = stream_.receive(buffer().data(), std::min<std::size_t>(most_, buffer().size()));
    return what == Incoming::nothing ? wait_readable(Waiting::bytes) : take(what, size);
  }

  Next act(const want::Drop& /*what*/) { return wait_readable(Waiting::bytes_to_drop); }

  Next drop() {
    const auto [what, size] = stream_.receive_raw(buffer().data(), buffer().size());
    return what == Incoming::nothing ? wait_readable(Waiting::bytes_to_drop) : take(what, size);
  }

  Next take(Incoming what, std::size_t size) {
    if (what == Incoming::bytes) return connection_.on_bytes({buffer().data(), size}, now());
    return what == Incoming::fin ? connection_.on_fin(now()) : connection_.on_broken(now());
  }

  Next act(const want::Send& what) {
    const auto [sent, is_broken] = stream_.send(what.bytes);
    if (is_broken) return connection_.on_broken(now());
    return sent > 0 ? connection_.on_written(sent, now()) : wait_writable(Waiting::room);
  }

  Next act(const want::Watch& /*what*/) { return wait_readable(Waiting::news); }
  Next act(const want::Look& /*what*/) { return connection_.on_looked(stream_.end_of_peer(), now()); }

  Next act(const want::Pause& /*what*/) {
    waiting_ = Waiting::time;
    return std::nullopt;
  }

  Next act(const want::Yield& /*what*/) {
    waiting_ = Waiting::time;
    boost::asio::post(stream_.executor(), [self = this->shared_from_this()] {
      if (!self->is_closed_) self->go_on(self->connection_.on_turn(now()));
    });
    return std::nullopt;
  }

  Next act(const want::ShutDown& what) {
    if (!stream_.shut_down_sending(what.notifies)) return wait_writable(Waiting::room_to_shut_down);
    return connection_.on_shut_down(now());
  }

  Next act(const want::AskAcknowledged& /*what*/) {
    return connection_.on_acknowledged(stream_.is_acknowledged(), now());
  }

  Next act(const want::Close& what) {
    close_as(what);
    return std::nullopt;
  }

  Next act(const want::Reset& /*what*/) {
    stream_.reset();
    finish();
    return std::nullopt;
  }

  Next act(const want::Join& what) {
    waiting_ = Waiting::time;
    joint_ =
        std::make_shared<JointSockets>(stream_.release(), socket_of(what.socket, executor()), [this] { on_parted(); });
    joint_->start(what.early);
    return std::nullopt;
  }

  void on_parted() {
    const auto self = this->shared_from_this();
    go_on(connection_.on_fin(now()));
  }

  // A wait that nobody wants any more is left to come, and says nothing then.
  Next wait_readable(Waiting what) {
    waiting_ = what;
    if (std::exchange(is_waiting_readable_, true)) return std::nullopt;
    stream_.async_wait_readable([self = this->shared_from_this()](const ErrorCode& error) {
      self->is_waiting_readable_ = false;
      if (!error && !self->is_closed_) self->on_readable();
    });
    return std::nullopt;
  }

  Next wait_writable(Waiting what) {
    waiting_ = what;
    if (std::exchange(is_waiting_writable_, true)) return std::nullopt;
    stream_.async_wait_writable([self = this->shared_from_this()](const ErrorCode& error) {
      self->is_waiting_writable_ = false;
      if (!error && !self->is_closed_) self->on_writable();
    });
    return std::nullopt;
  }

  void on_readable() {
    if (const auto want = readable()) go_on(*want);
  }

  Next readable() {
    switch (waiting_) {
      case Waiting::handshake:
        return act(want::ShakeHands{nullptr});  // it has begun
      case Waiting::bytes:
        return read();
      case Waiting::bytes_to_drop:
        return drop();
      case Waiting::news:
        return connection_.on_news(stream_.peek(), now());
      case Waiting::time:
      case Waiting::room:
      case Waiting::room_to_shut_down:
        break;
    }
    return std::nullopt;
  }

  void on_writable() {
    if (waiting_ == Waiting::handshake) return on_readable();
    if (waiting_ == Waiting::room) return go_on(connection_.on_room(now()));
    if (waiting_ == Waiting::room_to_shut_down) go_on({want::ShutDown{true}});
  }

  void on_time() {
    const auto self = this->shared_from_this();
    go_on(connection_.on_time(now()));
  }

  void close_as(const want::Close& how) {
    if (is_closed_) return;
    connection_.abandon(now());
    // Only a peer that reads nothing has no room for close_notify: it will not miss it.
    if (how.notifies) static_cast<void>(stream_.shut_down_sending());
    stream_.close();
    if (joint_) joint_->close();
    finish();
  }

  void finish() {
    is_closed_ = true;
    deadlines_.cancel(alarm_);
    serving_.on_closed(number_);
  }

  ServerStream stream_;
  Serving& serving_;
  std::uint64_t number_;
  Connection<HandlerType> connection_;
  DeadlineQueue& deadlines_;
  Alarm alarm_;
  std::shared_ptr<JointSockets> joint_;  // null: the socket is the stream's
  std::uint32_t most_ = 0;               // of the read that is waited for
  Waiting waiting_ = Waiting::time;
  bool is_waiting_readable_ = false;
  bool is_waiting_writable_ = false;
  bool is_closed_ = false;
};

}  // namespace wiretape::net
