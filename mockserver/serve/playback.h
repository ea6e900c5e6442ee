#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/proxy/destination.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/program/play/player.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/playable.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/serve/request_id_filler.h"
#include "wiretape/mockserver/serve/ws_talk.h"

namespace wiretape::mockserver {

/// What the playbacks of a server share, on all its threads. Outlives them.
struct PlaybackTerms {
  Responder& responder;
  journal::Journal& journal;
  bool is_tls = false;   ///< connections speak TLS from their beginning
  bool is_cors = false;  ///< answers can be read by web pages of other origins
};

/// Answers a connection's requests with the responder's programs, and journals what is written of them: a
/// net::ProxiedHandler, and a net::ListeningHandler where a program is a WebSocket's. Not thread safe; what it shares
/// is.
class Playback {
 public:
  /// `connection` counts from 1 those that the server has accepted.
  Playback(const PlaybackTerms& terms, std::uint64_t connection) : terms_(&terms), connection_(connection) {}

  /// By way of a proxy, tapes answer like anywhere; what counts is whether the client speaks TLS.
  void address(const net::Destination* destination) {
    is_tls_inside_ = destination != nullptr && destination->is_tls_inside;
  }

  void on_request(wire::HttpRequest&& request, std::size_t continued, net::Time now);
  /// As on_request, with what the responder has answered already.
  void answer(Playable playable, wire::HttpRequest&& request, std::size_t continued, net::Time now);
  void on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* head, net::Time now);
  [[nodiscard]] net::Act next(net::Time now);
  void on_heard(std::string_view bytes, net::Time now);
  void on_written(std::size_t size, net::Time now);
  void on_end(net::AnswerEnd end, net::Time now);

 private:
  /// What the player waits for, and until when.
  struct Expectation {
    std::optional<tape::HeardMatcher> message{};  // absent: the client's close
    net::Time latest;
  };
  /// Of a WebSocket.
  struct Talk {
    WsTalk client;
    std::optional<Expectation> expected{};  // absent: nothing is waited for
    bool is_own = false;                    // what is sent is of client.to_say()
    bool is_played = false;                 // every step is done
  };
  struct Playing {
    program::Player player;
    net::Time started;
    std::uint64_t journalled;  // 0: not at all, for bytes that are no request
    wire::Ending ending;
    std::size_t offset = 0;                       // in the program, of what is to be sent
    std::size_t taken = 0;                        // of that, by the last send
    net::Time asked{};                            // when the last act was asked for: before a send
    std::optional<program::CloseAction> close{};  // how the program ends the connection; absent: not at all, or not yet
    bool is_held = false;                         // it has arrived at a hold
    RequestIdFiller request_id;
    std::unique_ptr<Talk> talk{};  // null: it is no WebSocket
  };
  class Clock;
  class Sink;

  void play(Playable playable, std::uint64_t journalled, net::Time now);
  [[nodiscard]] net::Act act_of(program::PlayState state, std::string_view rest, net::Time until) const;
  [[nodiscard]] net::Act talk(program::PlayState state, std::string_view rest, net::Time until);
  [[nodiscard]] net::Time wait(net::Time now);
  [[nodiscard]] std::optional<net::Time> stay(const Clock& clock, net::Time now);
  [[nodiscard]] net::AnswerEnd end_of_talk(net::AnswerEnd end) const;
  [[nodiscard]] std::optional<net::Time> expect(const Clock& clock, net::Time now);

  const PlaybackTerms* terms_;
  std::uint64_t connection_;
  bool is_tls_inside_ = false;
  std::optional<Playing> playing_;
};

}  // namespace wiretape::mockserver
