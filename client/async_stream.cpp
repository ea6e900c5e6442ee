#include "wiretape/client/async_stream.h"

#include <utility>

#include "wiretape/client/asio_transport.h"
#include "wiretape/client/call_stream.h"

namespace wiretape::client {

struct AsyncStream::State {
  CallStream<net::HttpCall> stream;
};

AsyncStream::AsyncStream(net::HttpCall call, const provider::Dialect& dialect, bool requires_terminator,
                         const SizeLimits& sizes)
    : state_(new State{{std::move(call), dialect, requires_terminator, sizes}}) {}

AsyncStream::AsyncStream(AsyncStream&&) noexcept = default;
AsyncStream& AsyncStream::operator=(AsyncStream&&) noexcept = default;
AsyncStream::~AsyncStream() = default;

std::optional<Event> AsyncStream::next() {
  return state_->stream.next();
}

void AsyncStream::wait(std::function<void()> ready) {
  state_->stream.wait(std::move(ready));
}

bool AsyncStream::is_finished() const {
  return state_->stream.is_finished();
}

void AsyncStream::cancel() {
  state_->stream.cancel();
}

const Result& AsyncStream::result() const {
  return state_->stream.result();
}

}  // namespace wiretape::client
