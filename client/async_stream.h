#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "wiretape/client/event.h"
#include "wiretape/client/options.h"
#include "wiretape/client/result.h"
#include "wiretape/core/provider/dialect.h"

namespace wiretape::net {
class HttpCall;
}

namespace wiretape::client {

class WsCall;

/// One call and its answer, for use with an io_context that may run any number of them:
///
///   void Printer::pump() {
///     while (auto event = stream.next()) print(*event);
///     if (!stream.is_finished()) stream.wait([this] { pump(); });
///   }
///
/// Nothing is read that was not asked for by wait(). Not thread safe but for cancel(): to be used from its executor,
/// which is a strand or runs on one thread, and which must outlive the stream. Destroying a stream closes its
/// connection; a pending wait's handler is then not called.
class AsyncStream {
 public:
  /// Made by Client; nothing happens before the first wait().
  AsyncStream(net::HttpCall call, const provider::Dialect& dialect, bool requires_terminator, const SizeLimits& sizes);
  AsyncStream(WsCall call, const provider::Dialect& dialect, const SizeLimits& sizes);
  AsyncStream(AsyncStream&&) noexcept;
  AsyncStream& operator=(AsyncStream&&) noexcept;
  ~AsyncStream();

  /// The next event from what has arrived, or nullopt. Never blocks. The last one is a CompletionEvent.
  [[nodiscard]] std::optional<Event> next();

  /// Connects, or reads once; `ready` is called on the executor, never before wait returns, when next() is to be tried
  /// again. Only after next() returned nullopt and while is_finished() is false; one at a time.
  void wait(std::function<void()> ready);

  /// Whether the CompletionEvent was handed out.
  [[nodiscard]] bool is_finished() const;

  /// Ends the stream in whatever phase it is; events that have arrived are still handed out. From any thread, while the
  /// stream lives.
  void cancel();

  /// Whether it is finished and its WebSocket is still being closed: its executor has work for at most
  /// WebSocketOptions::close, whether the stream lives or not.
  [[nodiscard]] bool is_closing() const;

  /// What the stream came to; only once is_finished().
  [[nodiscard]] const Result& result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace wiretape::client
