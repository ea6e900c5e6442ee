#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/client/event.h"
#include "wiretape/client/outcome.h"
#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/sse/sse_parser.h"

namespace wiretape::client {

/// Turns one HTTP response into events and an outcome, without I/O: head(), then body() as the pieces come, then end().
/// The body may be a stream of server-sent events, one JSON answer, or a provider's error. Any split of the body gives
/// the same events and outcome. Once there is an outcome, what follows is ignored. Not thread safe.
class ResponseDecoder {
 public:
  /// `requires_terminator`: the provider always sends the dialect's terminator, so that without it nothing is complete.
  ResponseDecoder(const provider::Dialect& dialect, bool requires_terminator);

  /// The response's head. May already decide the outcome.
  void head(const wire::HttpResponseHead& head);

  /// The next piece of the body. Returns whether it said anything: comments and keep-alives don't.
  bool body(std::string_view bytes);

  /// How the call ended, the response's own end included. There is an outcome afterwards.
  void end(const net::CallEnd& end);

  /// The outcome, once it is known. Events that came before it may still wait to be taken.
  [[nodiscard]] const std::optional<Outcome>& outcome() const { return outcome_; }

  /// The next event, in order; nullopt: none now. The completion event is not among them.
  [[nodiscard]] std::optional<Event> take_event();

  /// What has arrived, assembled.
  [[nodiscard]] const provider::Message& message() const { return message_; }

  /// Whether text, reasoning, a refusal or a tool call has arrived.
  [[nodiscard]] bool has_content() const { return has_content_; }

 private:
  enum class Body { none, stream, answer, error };

  void read_stream(std::string_view bytes);
  void collect(std::string_view bytes, std::size_t limit);
  void decode(const provider::Frame& frame, std::uint64_t offset);
  void apply(const provider::Delta& delta, std::uint64_t offset);
  void end_response(const net::ResponseEnded& ended);
  void end_answer(wire::Ending ending);
  void end_error();
  [[nodiscard]] bool is_answer_proven(wire::Ending ending) const;
  [[nodiscard]] Outcome finished() const;
  [[nodiscard]] Outcome truncated(wire::Ending ending) const;

  std::unique_ptr<provider::Decoder> decoder_;
  bool requires_terminator_;
  wire::HttpResponseHead head_;
  Body body_ = Body::none;
  wire::SseParser parser_;
  std::uint64_t frame_offset_ = 0;
  std::string collected_;
  std::vector<provider::Delta> deltas_;
  std::deque<Event> events_;
  provider::Message message_;
  bool has_content_ = false;
  bool has_said_something_ = false;
  std::optional<Outcome> outcome_;
};

}  // namespace wiretape::client
