#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "wiretape/core/net/listener.h"
#include "wiretape/core/wire/http_message.h"
#include "wiretape/mockserver/control_answers.h"

namespace wiretape::mockserver {

/// An answer that is still to come: is asked again and again until it has one. Must find one in bounded time.
using PendingAnswer = std::function<std::optional<ControlAnswer>()>;

/// Answers one request, without blocking. Is called on the server's thread; mustn't throw.
using ControlHandler = std::function<std::variant<ControlAnswer, PendingAnswer>(const wire::HttpRequest&)>;

/// A small HTTP/1.1 server on a thread of its own, for a few short requests at a time: at most 64 connections, those
/// beyond are closed at once; a request of at most 16 KiB of head and 64 KiB of body, within 10 seconds. A pending
/// answer holds no thread. Listens until it is destroyed, which closes every connection at once and never waits for a
/// peer.
class ControlHttp {
 public:
  /// Listens on `host` (a numeric address, or "localhost"); port 0 takes a free one.
  [[nodiscard]] static std::variant<std::unique_ptr<ControlHttp>, net::ListenError> start(const std::string& host,
                                                                                          std::uint16_t port,
                                                                                          ControlHandler handler);
  ~ControlHttp();
  ControlHttp(const ControlHttp&) = delete;
  ControlHttp& operator=(const ControlHttp&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  struct Running;
  explicit ControlHttp(std::unique_ptr<Running> running);

  std::unique_ptr<Running> running_;
};

}  // namespace wiretape::mockserver
