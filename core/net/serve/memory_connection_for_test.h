#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/net/serve/connection.h"

namespace wiretape::net {

/// How the server's sending has ended, as its client sees it.
enum class MemoryEnd { open, fin, reset };

/// A Connection's driver without sockets: a two-way pipe in memory whose other end is the test, and a clock that only
/// the test moves. TLS is plain here: its handshake succeeds at once.
template <Handler HandlerType>
class MemoryConnection {
 public:
  MemoryConnection(const ServingTerms& terms, HandlerType handler,
                   std::unique_ptr<const ConnectionFault> fault = nullptr)
      : connection_(terms, std::move(handler), std::move(fault)) {}

  void start() { go_on(connection_.start(now_)); }
  void turn_away() { go_on(connection_.turn_away(now_)); }

  // The client's end.

  /// False where the server has closed already.
  bool send(std::string_view bytes) {
    if (is_closed_) return false;
    incoming_ += bytes;
    run();
    return true;
  }
  void shut_down_sending() {
    has_fin_ = true;
    run();
  }
  void reset() {
    is_reset_ = true;
    run();
  }
  /// What has come since it was last asked; makes room for as much.
  std::string take() {
    auto taken = std::exchange(outgoing_, "");
    run();
    return taken;
  }
  [[nodiscard]] MemoryEnd end() const { return end_; }

  // The world around it.

  /// Lets the server do what it can at this time.
  void run() {
    if (!is_closed_ && want_) go_on(*std::exchange(want_, std::nullopt));
  }
  /// Asks the handler again where it waits.
  void wake() {
    if (is_closed_) return;
    if (auto want = connection_.on_woken(now_)) go_on(*want);
  }
  /// Moves the clock to when the server wants to be told. False where it waits for its client only, or has closed.
  bool skip() {
    if (is_closed_ || !want_ || want_->until == Time::max()) return false;
    now_ = std::max(now_, want_->until);
    want_.reset();
    go_on(connection_.on_time(now_));
    return true;
  }
  /// Lets so much time pass, and tells the server at each time that it waits for.
  void pass(Time::duration time) {
    const auto end = now_ + time;
    while (!is_closed_ && want_ && want_->until <= end)
      skip();
    now_ = end;
  }
  /// The n-th operation from now on finds that the peer has reset the connection; 1 is the next.
  void fail_at(std::size_t n) { fails_at_ = operations_ + n; }
  /// The most that the server may have sent and the client not taken.
  void limit_room(std::size_t room) { room_ = room; }
  /// The most that one read finds.
  void limit_reads(std::size_t most) { most_read_ = most; }
  void close() { close_as({false}); }

  [[nodiscard]] std::size_t operations() const { return operations_; }
  /// How often it let other connections have a turn.
  [[nodiscard]] std::size_t turns() const { return turns_; }
  [[nodiscard]] bool is_idle() const { return connection_.is_idle(); }
  [[nodiscard]] bool is_closed() const { return is_closed_; }
  [[nodiscard]] Time now() const { return now_; }
  [[nodiscard]] const HandlerType& handler() const { return connection_.handler(); }
  /// The other connection that it was joined with, which gives back what it is sent; nullopt: none.
  [[nodiscard]] std::optional<int> joined_with() const { return joined_with_; }
  /// Both of the joined connections have ended.
  void part() { go_on(connection_.on_fin(now_)); }
  /// Has the next handshake come to this.
  void shake_hands_as(TlsStep step) { handshake_ = step; }
  /// What it waits for; nullopt once it is closed.
  [[nodiscard]] const std::optional<Want>& want() const { return want_; }

 private:
  using Next = std::optional<Want>;

  void go_on(Want want) {
    while (!is_closed_) {
      auto next = std::visit([this](const auto& what) { return this->act(what); }, want.what);
      if (!next) break;
      want = *next;
    }
    if (!is_closed_) want_ = want;
  }

  /// Counts an operation; whether it finds the connection reset.
  bool breaks() {
    if (++operations_ >= fails_at_) is_reset_ = true;
    return is_reset_;
  }

  Next act(const want::ShakeHands& /*what*/) {
    const auto step = breaks() ? TlsStep::ended : handshake_;
    if (step == TlsStep::wants_read) return std::nullopt;
    return connection_.on_shaken_hands(step, now_);
  }
  Next act(const want::Read& what) { return read(what.most); }
  Next act(const want::Drop& /*what*/) { return read(any); }
  Next act(const want::Send& what) {
    const auto size = std::min(what.bytes.size(), room_ - std::min(room_, outgoing_.size()));
    if (size == 0 && !is_reset_) return std::nullopt;
    if (breaks()) return connection_.on_broken(now_);
    outgoing_ += what.bytes.substr(0, size);
    return connection_.on_written(size, now_);
  }
  Next act(const want::Watch& /*what*/) {
    if (incoming_.empty() && !has_fin_ && !is_reset_) return std::nullopt;
    return connection_.on_news(breaks() ? Incoming::reset : incoming_.empty() ? Incoming::fin : Incoming::bytes, now_);
  }
  Next act(const want::Look& /*what*/) {
    return connection_.on_looked(breaks() ? Incoming::reset : has_fin_ ? Incoming::fin : Incoming::nothing, now_);
  }
  Next act(const want::Pause& /*what*/) { return std::nullopt; }
  Next act(const want::Yield& /*what*/) {
    ++turns_;
    return connection_.on_turn(now_);
  }
  Next act(const want::ShutDown& /*what*/) {
    breaks();
    if (end_ == MemoryEnd::open) end_ = MemoryEnd::fin;
    return connection_.on_shut_down(now_);
  }
  Next act(const want::AskAcknowledged& /*what*/) {
    return connection_.on_acknowledged(breaks() || outgoing_.empty(), now_);
  }
  Next act(const want::Close& what) {
    close_as(what);
    return std::nullopt;
  }
  Next act(const want::Join& what) {
    joined_with_ = what.socket;
    outgoing_ += what.early;
    return std::nullopt;
  }
  Next act(const want::Reset& /*what*/) {
    end_ = MemoryEnd::reset;
    is_closed_ = true;
    return std::nullopt;
  }

  Next read(std::size_t most) {
    if (incoming_.empty() && !has_fin_ && !is_reset_) return std::nullopt;
    if (breaks()) return connection_.on_broken(now_);
    if (incoming_.empty()) return connection_.on_fin(now_);
    const auto bytes = incoming_.substr(0, std::min(most, most_read_));
    incoming_.erase(0, bytes.size());
    return connection_.on_bytes(bytes, now_);
  }

  /// As the kernel does: bytes that nobody has read make a reset of it.
  void close_as(const want::Close& /*how*/) {
    if (is_closed_) return;
    connection_.abandon(now_);
    if (end_ == MemoryEnd::open) end_ = incoming_.empty() ? MemoryEnd::fin : MemoryEnd::reset;
    is_closed_ = true;
  }

  static constexpr auto any = std::numeric_limits<std::size_t>::max();

  Connection<HandlerType> connection_;
  std::string incoming_;
  std::string outgoing_;
  bool has_fin_ = false;
  bool is_reset_ = false;  // by the client
  MemoryEnd end_ = MemoryEnd::open;
  bool is_closed_ = false;
  TlsStep handshake_ = TlsStep::done;
  std::optional<int> joined_with_;
  Time now_{std::chrono::hours(1)};
  std::optional<Want> want_;
  std::size_t operations_ = 0;
  std::size_t turns_ = 0;
  std::size_t fails_at_ = any;
  std::size_t room_ = any;
  std::size_t most_read_ = any;
};

}  // namespace wiretape::net
