#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/diagnostic.h"
#include "wiretape/core/text/input_error.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/session/fault_use.h"
#include "wiretape/mockserver/answer/session/held_stream.h"
#include "wiretape/mockserver/serve/server_options.h"

namespace wiretape::mockserver {

/// A mock provider for tests: listens on a free loopback port from start() to its destruction, on its own threads.
///
///   auto server = std::get<MockServer>(MockServer::start({tape}));
///   point_my_app_at(server.url("/v1"));
///   … server.journal().entries() …
///
/// Movable; a moved-from object may only be destroyed or assigned to. Its functions may be called from any thread.
class MockServer {
 public:
  /// Plays the tapes. Port 0 (the default) takes a free port.
  [[nodiscard]] static std::variant<MockServer, net::ListenError> start(std::vector<tape::Tape> tapes,
                                                                        const ServerOptions& options = {});

  MockServer(MockServer&&) noexcept;
  MockServer& operator=(MockServer&&) noexcept;

  /// Closes every connection at once and joins the threads.
  ~MockServer();

  [[nodiscard]] std::uint16_t port() const;

  /// "http://127.0.0.1:PORT", or "https://…" where options.tls is set, and then `path`.
  [[nodiscard]] std::string url(std::string_view path = "") const;

  /// What was received and what was written, as it came: keys in headers are there. Filter, wait and count there.
  [[nodiscard]] const journal::Journal& journal() const;

  /// Forgets the journal's entries that meet the filter; returns how many.
  std::size_t clear_journal(const journal::Filter& filter = {});

  /// The journal's entries that nothing answered: no exchange, nor what providers have beside their streams.
  [[nodiscard]] std::vector<journal::Entry> unmatched_requests() const;

  /// Every exchange, in the order in which they are asked, with how often it has answered since its tape was loaded.
  [[nodiscard]] std::vector<ExchangeUse> uses() const;

  /// Every fault of the tapes, of options.faults and options.listener_faults, and of what was armed; whether it has
  /// hit.
  [[nodiscard]] std::vector<FaultUse> fault_uses() const;

  /// Lets a session begin anew: its exchanges have all their uses, and its quotas are full. "" is the session of
  /// requests without a prefix.
  void reset(std::string_view session);

  /// Lets every session begin anew.
  void reset_all();

  /// Moves on the time by which the quotas of tapes with limits fill; `by` is not below 0. It moves nothing else: what
  /// plays is paced as before.
  void advance_clock(std::chrono::microseconds by);

  /// Arms a plan's faults, in any form that read_plan reads, for a session or for every session, in place of what was
  /// armed for it; `requests`: how many it is to meet. A plan for every session arms the listener, too, as arm() does,
  /// with the faults of the listener that it has, or none. In force once it returns; with a mistake nothing is armed.
  [[nodiscard]] text::Diagnostics arm_faults(std::string_view plan, const std::optional<std::string>& session = {},
                                             std::optional<std::uint64_t> requests = {});

  /// Disarms the plan of a session; without one every plan, and the listener as disarm() does. In force once it
  /// returns.
  void disarm_faults(const std::optional<std::string>& session = {});

  /// Arms faults of the listener in place of those armed before, and counts connections anew; those accepted already
  /// stay as they are. Each is to be without a mistake_in(). In force once it returns.
  void arm(std::vector<ListenerFault> faults);

  /// Lets connections be served as usual again. In force once it returns.
  void disarm();

  /// Lets the responses of a session go on that the fault `hold` keeps now; without a session those of every session.
  /// Returns how many. One that only comes to its hold later is not among them: wait_held() first.
  std::size_t release(const std::optional<std::string>& session = {});

  /// Waits until at least `count` responses of the session, or of every session, are held at once: all that stands
  /// before their holds has been sent. False after `timeout`.
  [[nodiscard]] bool wait_held(std::size_t count, std::chrono::milliseconds timeout,
                               const std::optional<std::string>& session = {}) const;

  /// The responses that are held now, in the order of their requests.
  [[nodiscard]] std::vector<HeldStream> held(const std::optional<std::string>& session = {}) const;

  /// Answers by other tapes from now on, but for sessions with tapes of their own. Every other session and every count
  /// of uses begins anew; the journal stays, and what plays goes on with the tape that it began with.
  void replace(std::vector<tape::Tape> tapes);

  /// Answers one session by tapes of its own from now on, in the place of those for all; it begins anew. Nullopt, or
  /// why nothing was changed: the session's name is too long, or there are too many.
  [[nodiscard]] std::optional<text::InputError> replace(const std::string& session, std::vector<tape::Tape> tapes);

  /// Adds tapes behind those that answer the session, or all; what was used stays used. Fails as replace() does.
  [[nodiscard]] std::optional<text::InputError> add(std::vector<tape::Tape> tapes,
                                                    const std::optional<std::string>& session = {});

  /// Takes the session's own tapes away: those for all answer it again. Without a session: takes those for all away.
  void remove_tapes(const std::optional<std::string>& session = {});

 private:
  struct Running;
  explicit MockServer(std::unique_ptr<Running> running);

  std::unique_ptr<Running> running_;
};

}  // namespace wiretape::mockserver
