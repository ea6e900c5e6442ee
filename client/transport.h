#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "wiretape/client/options.h"
#include "wiretape/core/net/call/http_call_step.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {

// What the client needs of the network, and all of it: a request is made into a call, and the call is pulled. Nothing
// here knows how. asio_transport.h does it over Asio; another library is another type that is a Call.

/// What is asked, of whom, and how long it may take. Which certificates are trusted is the transport's: to load them
/// takes longer than many a call.
struct CallRequest {
  bool is_tls = false;
  std::string host;  ///< a name or a numeric address, which under TLS the peer's certificate must be for
  std::uint16_t port = 0;
  wire::HttpRequestHead
      head{};  ///< as it is to be sent: the fields of host, length and connection are among its fields
  std::string body{};
  Timeouts timeouts{};  ///< each at most a year
};

/// One request and its response, which is handed out as it comes. Nothing happens before the first wait(), and nothing
/// is read that was not asked for by one. Destroying a call ends it; a pending wait's `ready` is then not called. Not
/// thread safe but for cancel(). A WebSocket's steps have kinds of their own, beside those that all calls have.
template <class T, class Step = net::HttpCallStep>
concept Call = std::move_constructible<T> && requires(T call, const T& seen, std::function<void()> ready) {
  /// The next of what has come; never blocks. HttpBodyBytes are views that stay until the next wait(): a call copies no
  /// byte of the body. HttpCallNeedMore: wait(). The last one is a CallEnd, again and again; where the call did not get
  /// through or was ended, it says in which phase.
  { call.next() } -> std::same_as<Step>;

  /// Gets the call on, from looking up the host to reading once. `ready` is called, never before wait() returns, when
  /// next() has something. Only after HttpCallNeedMore, and one at a time.
  { call.wait(std::move(ready)) } -> std::same_as<void>;

  /// Ends the call in whatever phase it is; a pending wait becomes ready. From any thread, while the call lives.
  { call.cancel() } -> std::same_as<void>;

  /// What came said something: Timeouts::idle starts anew. Only who reads the body can tell that from keep-alives.
  { call.feed_idle() } -> std::same_as<void>;

  /// There is something for the caller, whose time up to the next wait() is not the peer's silence.
  { call.pause_idle() } -> std::same_as<void>;

  /// There is all that was wanted: no limit on time holds any more, and nothing is left to do before the call's end.
  { call.finish() } -> std::same_as<void>;

  /// Whether any byte of a response has come.
  { seen.has_begun() } -> std::same_as<bool>;
};

}  // namespace wiretape::client
