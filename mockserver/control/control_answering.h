#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/control/control_answers.h"

namespace wiretape::mockserver {

/// What the connections of a control plane share, all on one thread. Outlives them.
struct ControlTerms {
  /// Answers one request, at once or by what is asked until it has an answer. Mustn't block or throw.
  std::function<std::variant<ControlAnswer, PendingAnswer>(const wire::HttpRequest&)> answer;
  std::size_t most_body = 0;  ///< bytes of a request's body
  bool is_ending = false;     ///< nothing is asked any more, and who waits is told so
};

/// Answers a connection's one request and closes: a net::Handler. A short body goes with its length; of a long one a
/// piece is made once the one before is sent. Not thread safe.
class ControlAnswering {
 public:
  /// How often an answer that pends is asked. All connections ask at the same times: one wake-up serves them all.
  static constexpr std::chrono::milliseconds look_again{5};

  /// For how long a peer may take nothing of what it is sent, before its connection is reset.
  static constexpr std::chrono::seconds patience{5};

  explicit ControlAnswering(const ControlTerms& terms) : terms_(&terms) {}

  void on_request(const wire::HttpRequest& request, std::size_t continued, net::Time now);
  void on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* head, net::Time now);
  [[nodiscard]] net::Act next(net::Time now);
  void on_written(std::size_t size, net::Time now);
  void on_end(net::AnswerEnd end, net::Time now);

 private:
  [[nodiscard]] bool has_come();
  void begin(ControlAnswer answer);
  void write_head(const ControlAnswer& answer);
  void add_piece(std::string_view piece);
  [[nodiscard]] net::Act send(net::Time now) const;

  const ControlTerms* terms_;
  bool is_head_ = false;       // what is asked for is only a head
  bool knows_chunks_ = false;  // the peer does
  PendingAnswer pending_;      // null: the answer has come
  BodyPieces more_;            // null: all is made
  std::string made_;           // to be sent
  std::size_t sent_ = 0;       // of it
  net::Time latest_{};         // by when some of it is to be taken
};

}  // namespace wiretape::mockserver
