#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/loop_thread.h"
#include "wiretape/core/net/proxy/proxy_door.h"
#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/net/serve/connection_set.h"
#include "wiretape/core/net/serve/deadline_queue.h"
#include "wiretape/core/net/serve/host_listener.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/serve/armed_listener_faults.h"
#include "wiretape/mockserver/serve/fault_arming.h"
#include "wiretape/mockserver/serve/listener_faults.h"
#include "wiretape/mockserver/serve/playback.h"
#include "wiretape/mockserver/serve/server_options.h"

namespace wiretape::mockserver {

/// A mock provider on an io_context that the caller runs, on one thread, and on the threads of its own that
/// ServerOptions asks for; connections are handed to all of them in turn. Destroy it before the io_context, and not
/// while that runs. Its functions are for the thread that runs the io_context. MockServer is the ready-made one, which
/// runs it.
class Server {
 public:
  /// Listens and begins to accept.
  [[nodiscard]] static std::variant<std::unique_ptr<Server>, net::ListenError> open(boost::asio::io_context& context,
                                                                                    std::vector<tape::Tape> tapes,
                                                                                    const ServerOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] journal::Journal& journal();
  [[nodiscard]] Responder& responder();

  /// Where plans of faults are armed.
  [[nodiscard]] FaultArming& faults();

  /// From any thread.
  [[nodiscard]] std::size_t open_connections() const;

  /// Arms faults of the listener in place of those armed before, and counts connections anew; those accepted already
  /// stay as they are. Each is to be without a mistake_in(). From any thread: in force once the one that runs the
  /// io_context calls `on_armed`.
  void arm(std::vector<ListenerFault> faults, std::function<void()> on_armed = nullptr);

  /// Stops listening, closes idle connections and lets the playing ones finish, which no hold keeps any more; calls
  /// `on_drained` once none is left.
  void drain(std::function<void()> on_drained);

  /// Stops listening and closes every connection at once, or as soon as its thread gets to it.
  void stop();

 private:
  /// An io_context that serves connections, and the queue of their deadlines.
  struct Home {
    boost::asio::io_context* context;
    std::shared_ptr<net::DeadlineQueue> deadlines;
  };

  Server(boost::asio::io_context& context, net::HostListener listener, std::vector<tape::Tape> tapes,
         const ServerOptions& options);
  void start();
  void accept(net::Socket socket);
  void refuse_or_listen();
  [[nodiscard]] net::DeadlineQueue& deadlines_of(const boost::asio::io_context& context) const;

  boost::asio::io_context& home_;  // the caller's
  net::HostListener listener_;
  std::size_t max_connections_;
  Responder responder_;
  journal::Journal journal_;
  PlaybackTerms playback_;
  std::optional<net::ProxyTerms> proxy_;
  net::ServingTerms terms_;
  std::vector<Home> homes_;  // the caller's, and those of threads_
  std::uint64_t accepted_ = 0;
  ArmedListenerFaults listener_faults_;
  FaultArming faults_;
  net::ConnectionSet<net::ProxyDoor<Playback>> connections_;
  std::vector<std::unique_ptr<net::LoopThread>> threads_;  // besides the caller's; last, so that they go first
};

}  // namespace wiretape::mockserver
