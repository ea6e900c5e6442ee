#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <variant>

#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/control/control_answers.h"

namespace wiretape::mockserver {

/// Answers one request, without blocking. Is called by many threads at once, as are the pieces of its answers; mustn't
/// throw.
using ControlHandler = std::function<std::variant<ControlAnswer, PendingAnswer>(const wire::HttpRequest&)>;

/// How many requests may wait for a pending answer at once. One more is answered with 503.
inline constexpr std::size_t most_waits = 48;

/// A small HTTP/1.1 server, on cpp-httplib, for a few short requests at a time: a thread serves one connection, and a
/// connection one request, of at most 64 KiB of body, as it is (no Content-Encoding), whose pieces are no more than 5
/// seconds apart. `Range` and `Accept-Encoding` are ignored. There are more threads than requests may wait, so that
/// others are answered; of answers in pieces two are made at a time. Listens until it is destroyed, which answers those
/// that wait with 503, waits for the calls of the handler and the pieces that are being made, but for no peer, and
/// returns within a second after them: the thread of a peer that is slower than that ends with its connection, and
/// calls nothing any more. Leaves the process's signals as they are.
class ControlHttp {
 public:
  /// Listens on `host` (a numeric address, or "localhost"); port 0 takes a free one.
  [[nodiscard]] static std::variant<std::unique_ptr<ControlHttp>, net::ListenError> start(const std::string& host,
                                                                                          std::uint16_t port,
                                                                                          ControlHandler handler);
  ~ControlHttp();
  ControlHttp(const ControlHttp&) = delete;
  ControlHttp& operator=(const ControlHttp&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  struct Running;
  ControlHttp(std::shared_ptr<Running> running, std::uint16_t port);

  std::shared_ptr<Running> running_;  // shared with the threads, which may outlive this
  std::uint16_t port_;
  std::thread listening_;
};

}  // namespace wiretape::mockserver
