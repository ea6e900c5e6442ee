#include "wiretape/core/net/call/dial.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/net/deadline_timer.h"

//  resolve ──addresses──▶ connect ──connected──▶ tunnel ──▶ tls ──▶ done
//     │                   │     ▲                   │         │
//   failed       failed or slow │                 failed    failed       a deadline in any step ends it
//     ▼                   └─next address            ▼         ▼
//   done                                          done      done

namespace wiretape::net {

using boost::asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

std::string text_of(const tcp::endpoint& endpoint) {
  const auto address = endpoint.address().to_string();
  return endpoint.address().is_v6() ? fmt::format("[{}]:{}", address, endpoint.port())
                                    : fmt::format("{}:{}", address, endpoint.port());
}

}  // namespace

class Dial::State : public std::enable_shared_from_this<State> {
 public:
  State(const boost::asio::any_io_executor& executor, DialTarget target, std::function<void(DialResult)> handler)
      : executor_(executor), target_(std::move(target)), handler_(std::move(handler)), timer_(executor) {}

  void start() {
    limit(target_.timeouts.resolve, Deadline::resolve);
    const auto [host, port] = peer();
    resolution_ =
        Resolution::start(executor_, host, port, target_.lookup,
                          [self = shared_from_this()](const ResolveResult& result) { self->resolved(result); });
  }

  void stop() {
    handler_ = nullptr;
    release();
  }

  [[nodiscard]] CallPhase phase() const { return phase_; }

 private:
  [[nodiscard]] bool is_over() const { return handler_ == nullptr; }

  /// Who is connected to.
  struct Peer {
    const std::string& host;
    std::uint16_t port;
  };
  [[nodiscard]] Peer peer() const {
    return target_.proxy ? Peer{target_.proxy->host, target_.proxy->port} : Peer{target_.host, target_.port};
  }

  void resolved(const ResolveResult& result) {
    if (is_over()) return;
    if (const auto* error = std::get_if<text::SystemError>(&result)) {
      return finish(TransportFailure{phase_, fmt::format("cannot resolve {}: {}", peer().host, error->cause)});
    }
    addresses_ = std::get<std::vector<tcp::endpoint>>(result);
    phase_ = CallPhase::connect;
    last_failure_ = fmt::format("{} has no address", peer().host);
    stream_ = std::make_unique<ClientStream>(executor_);
    connect_deadline_ = Clock::now() + target_.timeouts.connect;
    connect_next();
  }

  void connect_next() {
    if (next_address_ == addresses_.size()) return finish(TransportFailure{phase_, last_failure_});
    const auto& address = addresses_[next_address_++];
    limit_attempt();
    stream_->connect(address, [self = shared_from_this(), attempt = next_address_](const error_code& error) {
      if (self->is_over() || attempt != self->next_address_) return;  // stopped, or given up for the next address
      self->connected(error);
    });
  }

  // An address that does not answer must leave time for those after it.
  void limit_attempt() {
    if (target_.timeouts.connect.count() == 0) return timer_.stop();
    const auto now = Clock::now();
    const auto attempts_left = static_cast<Clock::rep>(addresses_.size() - next_address_ + 1);
    timer_.start(now + (connect_deadline_ - now) / attempts_left, [self = shared_from_this()] {
      if (self->next_address_ == self->addresses_.size())
        return self->deadline_passed(Deadline::connect, self->target_.timeouts.connect);
      self->connect_next();
    });
  }

  void connected(const error_code& error) {
    if (error) {
      last_failure_ = fmt::format("{}: {}", text_of(addresses_[next_address_ - 1]), error.message());
      return connect_next();
    }
    if (!target_.proxy) return secure();
    limit(target_.timeouts.connect, Deadline::connect);
    open_tunnel(*stream_, target_.host, target_.port, *target_.proxy,
                [self = shared_from_this()](const std::string& failure) {
                  if (self->is_over()) return;
                  if (!failure.empty()) return self->finish(TransportFailure{self->phase_, failure});
                  self->secure();
                });
  }

  void secure() {
    if (!target_.tls) return finish(std::move(stream_));
    phase_ = CallPhase::tls;
    limit(target_.timeouts.tls, Deadline::tls);
    stream_->start_tls(*target_.tls, target_.host, [self = shared_from_this()](const error_code& tls_error) {
      if (!self->is_over()) self->shaken(tls_error);
    });
  }

  void shaken(const error_code& error) {
    if (!error) return finish(std::move(stream_));
    const auto refused = stream_->certificate_error();
    finish(TransportFailure{phase_, refused.empty()
                                        ? fmt::format("TLS handshake with {} failed: {}", target_.host, error.message())
                                        : fmt::format("certificate of {} refused: {}", target_.host, refused)});
  }

  void limit(std::chrono::milliseconds time, Deadline deadline) {
    if (time.count() == 0) return timer_.stop();
    timer_.start(Clock::now() + time,
                 [self = shared_from_this(), deadline, time] { self->deadline_passed(deadline, time); });
  }

  void deadline_passed(Deadline deadline, std::chrono::milliseconds time) {
    if (!is_over()) finish(DeadlinePassed{deadline, phase_, time});
  }

  void finish(DialResult result) {
    auto handler = std::exchange(handler_, nullptr);
    release();
    handler(std::move(result));
  }

  void release() {
    timer_.stop();
    resolution_ = Resolution();
    if (stream_) stream_->close();
  }

  boost::asio::any_io_executor executor_;
  DialTarget target_;
  std::function<void(DialResult)> handler_;
  DeadlineTimer timer_;
  Resolution resolution_;
  CallPhase phase_ = CallPhase::resolve;
  std::vector<tcp::endpoint> addresses_;
  std::size_t next_address_ = 0;
  Clock::time_point connect_deadline_;
  std::string last_failure_;
  std::unique_ptr<ClientStream> stream_;
};

Dial Dial::start(const boost::asio::any_io_executor& executor, DialTarget target,
                 std::function<void(DialResult)> handler) {
  auto state = std::make_shared<State>(executor, std::move(target), std::move(handler));
  state->start();
  return Dial(std::move(state));
}

Dial::Dial(std::shared_ptr<State> state) : state_(std::move(state)) {}

Dial& Dial::operator=(Dial&& other) noexcept {
  if (state_ && state_ != other.state_) state_->stop();
  state_ = std::move(other.state_);
  return *this;
}

Dial::~Dial() {
  if (state_) state_->stop();
}

CallPhase Dial::phase() const {
  return state_ ? state_->phase() : CallPhase::resolve;
}

}  // namespace wiretape::net
