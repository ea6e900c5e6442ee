#include "wiretape/client/stream.h"

#include <optional>

#include <boost/asio/io_context.hpp>

#include "wiretape/client/async_client.h"

namespace wiretape::client {

struct Stream::State {
  explicit State(const AsyncStreamMaker& maker) : stream(maker.make(context.get_executor())) {}

  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // A WebSocket that is being closed is left once both sides have; one that is open is closed behind what was sent
  // last.
  ~State() {
    context.restart();
    if (stream.is_closing()) {
      context.run();
    } else {
      context.poll();
    }
  }

  // Runs until the stream has something new. Only here does the context run: between pulls nothing is read.
  void wait() {
    bool is_ready = false;
    stream.wait([&] { is_ready = true; });
    while (!is_ready) {
      context.restart();
      context.run_one();
    }
  }

  boost::asio::io_context context{1};
  AsyncStream stream;
  std::optional<Event> event;
};

Stream::Stream(const AsyncStreamMaker& maker) : state_(std::make_unique<State>(maker)) {}

Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;
Stream::~Stream() = default;

const Event* Stream::next() {
  auto& state = *state_;
  state.event = state.stream.next();
  while (!state.event && !state.stream.is_finished()) {
    state.wait();
    state.event = state.stream.next();
  }
  return state.event ? &*state.event : nullptr;
}

const Result& Stream::result() {
  while (next() != nullptr) {
  }
  return state_->stream.result();
}

void Stream::cancel() {
  state_->stream.cancel();
}

}  // namespace wiretape::client
