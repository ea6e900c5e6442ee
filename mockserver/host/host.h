#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/net/serve/server_stream.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/control/control_plane.h"
#include "wiretape/mockserver/host/ready.h"
#include "wiretape/mockserver/host/strict_report.h"
#include "wiretape/mockserver/serve/server.h"
#include "wiretape/mockserver/serve/server_options.h"

namespace wiretape::mockserver {

/// All that a host is told.
struct HostOptions {
  ServerOptions server{};
  std::optional<ControlOptions> control{};  ///< absent: no control plane
  std::string authority_file{};             ///< for Ready
};

/// Why a host can't be opened.
struct HostError {
  enum class Listener { server, control };

  Listener listener;  ///< which of the two can't listen
  net::ListenError cause;
};

/// A mock server with its control plane, on an io_context that the caller runs on one thread: from tapes and options to
/// what is ready, until it ends, and what was wrong then. Destroy it before the io_context, and not while that runs.
/// Its functions are for the thread that runs the io_context, unless they say otherwise.
class Host {
 public:
  /// Listens and begins to accept.
  [[nodiscard]] static std::variant<std::unique_ptr<Host>, HostError> open(boost::asio::io_context& context,
                                                                           std::vector<tape::Tape> tapes,
                                                                           const HostOptions& options);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  /// From any thread.
  [[nodiscard]] const Ready& ready() const { return ready_; }

  /// From any thread.
  [[nodiscard]] Server& server() { return *server_; }

  /// Plays other tapes from now on. Every session and every count of uses begins anew; the journal stays, and
  /// strict_report() remembers what has answered. Returns how many exchanges there are now. From any thread.
  std::size_t replace(std::vector<tape::Tape> tapes);

  /// What is wrong where all requests are to match, all exchanges to answer and all faults to hit, since the start.
  /// From any thread.
  [[nodiscard]] StrictReport strict_report() const;

  /// Stops listening, closes idle connections and lets the playing ones go on until they are done, for as long as
  /// `grace`, or until stop(). Then calls `on_ended`. Once only.
  void drain(std::chrono::milliseconds grace, std::function<void()> on_ended);

  /// Stops listening, closes every connection at once, and ends a drain().
  void stop();

 private:
  Host(boost::asio::io_context& context, std::unique_ptr<Server> server, Ready ready);
  void end();

  std::unique_ptr<Server> server_;
  std::optional<ControlPlane> control_;  // tells of the server: goes before it
  Ready ready_;
  net::Timer grace_;
  std::function<void()> on_ended_;
  mutable std::mutex mutex_;
  UsedBefore used_;  // under tapes that others have replaced
};

/// How many exchanges tapes have together.
[[nodiscard]] std::size_t count_exchanges(const std::vector<tape::Tape>& tapes);

}  // namespace wiretape::mockserver
