#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "wiretape/core/text/system_error.h"

namespace wiretape::net {

using ResolveResult = std::variant<std::vector<boost::asio::ip::tcp::endpoint>, text::SystemError>;

/// Finds the addresses of a name, best first, and may block. Called on a thread of its own, which may outlive the call
/// that asked: whatever it refers to must live as long as the process, or be owned by it.
using Lookup = std::function<ResolveResult(const std::string& host, std::uint16_t port)>;

/// The system's own lookup (getaddrinfo).
[[nodiscard]] ResolveResult system_lookup(const std::string& host, std::uint16_t port);

/// How many lookups may run at a time in this process; further ones wait. getaddrinfo can't be stopped, so that a dead
/// name server must not collect a thread for every call.
inline constexpr std::size_t max_lookup_threads = 8;

/// A lookup under way. Destroying it forgets the lookup: the handler is not called any more, and is destroyed. The
/// thread that is inside the system's lookup ends by itself, whenever that returns.
class Resolution {
 public:
  Resolution() = default;

  /// Resolves and calls `handler` on `executor`, never before resolve returns. A numeric address takes no thread.
  [[nodiscard]] static Resolution start(const boost::asio::any_io_executor& executor, std::string host,
                                        std::uint16_t port, Lookup lookup, std::function<void(ResolveResult)> handler);

  Resolution(Resolution&&) noexcept = default;
  Resolution& operator=(Resolution&& other) noexcept;
  ~Resolution();

 private:
  struct Job;
  struct Threads;
  explicit Resolution(std::shared_ptr<Job> job);

  std::shared_ptr<Job> job_;
};

}  // namespace wiretape::net
