#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/control/control_answers.h"

namespace wiretape::mockserver {

/// An answer that is still to come: is asked again and again until it has one. Must find one in bounded time.
using PendingAnswer = std::function<std::optional<ControlAnswer>()>;

/// Answers one request, without blocking. Is called for one request at a time, as are the answers that pend; mustn't
/// throw.
using ControlHandler = std::function<std::variant<ControlAnswer, PendingAnswer>(const wire::HttpRequest&)>;

/// How many requests may wait for a pending answer at once. One more is answered with 503.
inline constexpr std::size_t most_waits = 48;

/// A small HTTP/1.1 server, on cpp-httplib, for a few short requests at a time: a thread serves one connection, and a
/// connection one request, of at most 64 KiB of body, whose pieces are no more than 5 seconds apart. There are more
/// threads than requests may wait, so that others are answered. Listens until it is destroyed, which answers those that
/// wait with 503 and returns within a second: the thread of a peer that is slower than that ends with its connection,
/// and calls the handler no more. Leaves the process's signals as they are.
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
