#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/core/net/proxy/destination.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/serve/playback.h"
#include "wiretape/recorder/relay/kept_connection.h"
#include "wiretape/recorder/relay/own_answer.h"
#include "wiretape/recorder/relay/passage.h"
#include "wiretape/recorder/relay/relay_terms.h"
#include "wiretape/recorder/relay/upstream.h"
#include "wiretape/recorder/replay/awaited_tapes.h"

namespace wiretape::recorder::relay {

/// Answers the requests of an application's connection by what tapes or their upstreams answer: a net::ProxiedHandler.
/// Not thread safe.
class Relay {
 public:
  /// `connection` is what terms.wake knows it by; upstreams are called on `executor`, the connection's.
  Relay(RelayTerms& terms, std::uint64_t connection, boost::asio::any_io_executor executor)
      : terms_(&terms), connection_(connection), executor_(std::move(executor)) {}

  /// The next requests go there, whatever their paths say; null: by their paths.
  void address(const net::Destination* destination);

  void on_request(wire::HttpRequest&& request, std::size_t continued, net::Time now);
  void on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* head, net::Time now);
  [[nodiscard]] net::Act next(net::Time now);
  /// Of a tape's WebSocket; upstreams are asked for none.
  void on_heard(std::string_view bytes, net::Time now);
  void on_written(std::size_t size, net::Time now);
  void on_end(net::AnswerEnd end, net::Time now);

 private:
  /// A request whose tape may be about to be there: its answer has ended a moment ago.
  struct Held {
    wire::HttpRequest request;
    Route route;
    replay::RequestKey key;
    std::uint64_t tapes;  // how many were added when it was missed
  };

  void answer_from_tapes(wire::HttpRequest&& request, Route route, net::Time now);
  void miss(wire::HttpRequest&& request, Route route, const replay::TapeMiss& miss, net::Time now);
  void pass_on(wire::HttpRequest&& request, Route route, net::Time now);
  [[nodiscard]] bool stays_held(net::Time now) const;
  void await_tape(net::Time now);
  void refuse(const RelayError& error, const wire::HttpRequestHead* request, bool closes);

  RelayTerms* terms_;
  std::uint64_t connection_;
  boost::asio::any_io_executor executor_;
  KeptConnection kept_;                           // to whom was asked last
  std::unique_ptr<const Upstream> asked_for_;     // by way of the proxy; null: by the path
  std::unique_ptr<Passage> passage_;              // null while an answer of its own is under way, and between answers
  std::optional<mockserver::Playback> playback_;  // while a tape answers
  std::optional<Held> held_;
  std::optional<replay::RequestKey> key_;  // of the request that is passed on, where tapes were asked before
  std::string own_;                        // what is left of an answer of its own
  bool closes_ = false;                    // after it
};

}  // namespace wiretape::recorder::relay
