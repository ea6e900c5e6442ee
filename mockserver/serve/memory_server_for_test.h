#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/serve/memory_connection_for_test.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/mock_server.h"
#include "wiretape/mockserver/serve/playback.h"

#include "tests/support/raw_client.h"

namespace wiretape::mockserver {

/// What a MockServer does with its connections, without sockets: for a MemoryClient. Time passes only while a client
/// waits for bytes, and costs none.
class MemoryServer {
 public:
  MemoryServer(std::vector<tape::Tape> tapes, const ServerOptions& options)
      : state_(std::make_unique<State>(std::move(tapes), options)) {}

  /// What a MemoryClient connects to, as MockServer::port() is what a RawClient does.
  [[nodiscard]] const MemoryServer& port() const { return *this; }
  [[nodiscard]] const journal::Journal& journal() const { return state_->journal; }

  // As MockServer's. Who is released goes on once its client reads.
  std::size_t release(const std::optional<std::string>& session = {}) const {
    return state_->responder.held().release(session);
  }
  [[nodiscard]] bool wait_held(std::size_t count, std::chrono::milliseconds timeout,
                               const std::optional<std::string>& session = {}) const {
    return state_->responder.held().wait_held(count, timeout, session);
  }
  void reset(std::string_view session) const { state_->responder.reset(session); }

  [[nodiscard]] std::unique_ptr<net::MemoryConnection<Playback>> accept() const {
    return std::make_unique<net::MemoryConnection<Playback>>(state_->terms,
                                                             Playback(state_->playback, ++state_->accepted));
  }

 private:
  struct State {
    State(std::vector<tape::Tape> tapes, const ServerOptions& options)
        : responder(std::move(tapes), options.delivery, options.faults),
          journal(options.journal, net::Time(std::chrono::hours(1))),  // when its clocks start
          playback{responder, journal, options.tls != nullptr, options.cors},
          terms{.limits = options.limits, .tls = options.tls, .request_timeout = options.request_timeout} {}

    Responder responder;
    journal::Journal journal;
    PlaybackTerms playback;
    net::ServingTerms terms;
    std::uint64_t accepted = 0;
  };
  std::unique_ptr<State> state_;
};

/// A RawClient's counterpart for a MemoryServer. A read that waits longer than 30 s of the server's time ends with
/// ReadEnd::timeout.
class MemoryClient {
 public:
  explicit MemoryClient(const MemoryServer& server) : pipe_(server.accept()) {
    pipe_->limit_room(std::size_t{256} << 10);
    pipe_->start();
  }
  ~MemoryClient() { pipe_->close(); }
  MemoryClient(const MemoryClient&) = delete;
  MemoryClient& operator=(const MemoryClient&) = delete;

  bool send(std::string_view bytes) const { return pipe_->send(bytes); }
  void shut_down_sending() const { pipe_->shut_down_sending(); }
  void reset() { pipe_->reset(); }

  std::string read(std::size_t count) {
    while (buffer_.size() < count && fill()) {
    }
    return take(count);
  }
  std::string read_all() {
    while (fill()) {
    }
    return std::exchange(buffer_, "");
  }
  std::string read_until(std::string_view delimiter) {
    std::size_t found = 0;
    while ((found = buffer_.find(delimiter)) == std::string::npos && fill()) {
    }
    return take(found == std::string::npos ? buffer_.size() : found + delimiter.size());
  }
  [[nodiscard]] wiretape::testing::ReadEnd end() const { return end_; }

 private:
  std::string take(std::size_t count) {
    auto taken = buffer_.substr(0, count);
    buffer_.erase(0, taken.size());
    return taken;
  }

  /// More bytes in the buffer; false where there are none to come.
  bool fill() {
    pipe_->wake();
    const auto latest = pipe_->now() + std::chrono::seconds(30);
    for (auto bytes = pipe_->take();; bytes = pipe_->take()) {
      buffer_ += bytes;
      if (!bytes.empty()) return true;
      if (has_ended()) return false;
      if (pipe_->now() > latest || !pipe_->skip()) break;
    }
    end_ = wiretape::testing::ReadEnd::timeout;
    return false;
  }

  bool has_ended() {
    const auto end = pipe_->end();
    end_ = end == net::MemoryEnd::reset ? wiretape::testing::ReadEnd::reset : wiretape::testing::ReadEnd::fin;
    return end != net::MemoryEnd::open;
  }

  std::unique_ptr<net::MemoryConnection<Playback>> pipe_;
  std::string buffer_;
  wiretape::testing::ReadEnd end_ = wiretape::testing::ReadEnd::fin;
};

/// The two worlds in which a test of connections runs: the same text for both.
struct OnSockets {
  using Server = MockServer;
  using Client = wiretape::testing::RawClient;

  static Server serve(std::vector<tape::Tape> tapes, const ServerOptions& options = {}) {
    return std::get<MockServer>(MockServer::start(std::move(tapes), options));
  }
};
struct InMemory {
  using Server = MemoryServer;
  using Client = MemoryClient;

  static Server serve(std::vector<tape::Tape> tapes, const ServerOptions& options = {}) {
    return {std::move(tapes), options};
  }
};

struct NameOfWorld {
  template <class World>
  static std::string GetName(int /*index*/) {
    return std::is_same_v<World, InMemory> ? "InMemory" : "OnSockets";
  }
};

}  // namespace wiretape::mockserver
