#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/proxy/destination.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/program/play/player.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/playable.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/serve/request_id_filler.h"

namespace wiretape::mockserver {

/// What the playbacks of a server share, on all its threads. Outlives them.
struct PlaybackTerms {
  Responder& responder;
  journal::Journal& journal;
  bool is_tls = false;   ///< connections speak TLS from their beginning
  bool is_cors = false;  ///< answers can be read by web pages of other origins
};

/// Answers a connection's requests with the responder's programs, and journals what is written of them: a
/// net::ProxiedHandler. Not thread safe; what it shares is.
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
  void on_written(std::size_t size, net::Time now);
  void on_end(net::AnswerEnd end, net::Time now);

 private:
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
  };
  class Clock;
  class Sink;

  void play(Playable playable, std::uint64_t journalled, net::Time now);
  [[nodiscard]] net::Act wait(net::Time now);
  [[nodiscard]] std::optional<net::Time> stay(const Clock& clock, net::Time now);

  const PlaybackTerms* terms_;
  std::uint64_t connection_;
  bool is_tls_inside_ = false;
  std::optional<Playing> playing_;
};

}  // namespace wiretape::mockserver
