#include "wiretape/client/async_stream.h"

#include <utility>
#include <variant>

#include "wiretape/client/asio_transport.h"
#include "wiretape/client/call_stream.h"
#include "wiretape/client/websocket/ws_answer_decoder.h"
#include "wiretape/client/websocket/ws_call.h"

namespace wiretape::client {
namespace {

using HttpStream = CallStream<net::HttpCall>;
using WsStream = CallStream<WsCall, WsAnswerDecoder>;

}  // namespace

struct AsyncStream::State {
  std::variant<HttpStream, WsStream> stream;
};

AsyncStream::AsyncStream(net::HttpCall call, const provider::Dialect& dialect, bool requires_terminator,
                         const SizeLimits& sizes)
    : state_(new State{HttpStream(std::move(call), dialect, requires_terminator, sizes)}) {}

AsyncStream::AsyncStream(WsCall call, const provider::Dialect& dialect, const SizeLimits& sizes)
    : state_(new State{WsStream(std::move(call), WsAnswerDecoder(dialect, sizes))}) {}

AsyncStream::AsyncStream(AsyncStream&&) noexcept = default;
AsyncStream& AsyncStream::operator=(AsyncStream&&) noexcept = default;
AsyncStream::~AsyncStream() = default;

std::optional<Event> AsyncStream::next() {
  return std::visit([](auto& stream) { return stream.next(); }, state_->stream);
}

void AsyncStream::wait(std::function<void()> ready) {
  std::visit([&](auto& stream) { stream.wait(std::move(ready)); }, state_->stream);
}

bool AsyncStream::is_finished() const {
  return std::visit([](const auto& stream) { return stream.is_finished(); }, state_->stream);
}

void AsyncStream::cancel() {
  std::visit([](auto& stream) { stream.cancel(); }, state_->stream);
}

bool AsyncStream::is_closing() const {
  const auto* const stream = std::get_if<WsStream>(&state_->stream);
  return stream != nullptr && stream->call().is_closing();
}

const Result& AsyncStream::result() const {
  return std::visit([](const auto& stream) -> const Result& { return stream.result(); }, state_->stream);
}

}  // namespace wiretape::client
