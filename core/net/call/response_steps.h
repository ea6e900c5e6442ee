#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/net/call/http_call_step.h"

namespace wiretape::net {

/// The steps of a call, made of the bytes of its response and of how its connection ended, without I/O. Any split of
/// the bytes comes to the same. Not thread safe.
class ResponseSteps {
 public:
  /// `answers_head`: the request was a HEAD. Where HttpDetail::transfer is told, a body that is broken is read on to
  /// the end of the connection, without steps: whoever passes it on has its bytes from unread(). It ends as
  /// `malformed`.
  explicit ResponseSteps(const wire::HttpLimits& limits = {}, bool answers_head = false,
                         wire::HttpDetail detail = wire::HttpDetail::message)
      : reader_(limits, answers_head, detail), passes_broken_bodies_(detail == wire::HttpDetail::transfer) {}

  /// Bytes have come. They must stay until next() is done with them: they are not copied. Only after HttpCallNeedMore.
  void received(std::string_view bytes);

  /// The call has ended; the first end stands. What was received before is handed out first, and where the response
  /// turns out to be whole, or broken, that outranks what befell the connection after it.
  void end(CallEnd end);

  /// The next step from what has been received. The last one is a CallEnd, again and again.
  [[nodiscard]] HttpCallStep next();

  /// Whether the end is known. There may be steps before it.
  [[nodiscard]] bool has_end() const { return end_.has_value(); }

  /// How the response ends if the peer closes the connection here. Only after HttpCallNeedMore.
  [[nodiscard]] ResponseEnded at_fin() const { return {reader_.ending_at_fin(), has_begun_}; }

  /// What has been received and not handed out: begins where the last step ended.
  [[nodiscard]] std::string_view unread() const { return input_; }

  /// How the body is delimited; valid with the head.
  [[nodiscard]] wire::HttpFraming framing() const { return reader_.framing(); }

  /// Whether the response was handed out whole before anything befell its connection, nothing came behind it, and by
  /// what it says the peer takes another request.
  [[nodiscard]] bool leaves_connection() const { return leaves_connection_; }

  /// Trailer fields of a chunked body; whole at its end.
  [[nodiscard]] const wire::HttpFields& trailers() const { return reader_.trailers(); }

  /// Whether any byte has come.
  [[nodiscard]] bool has_begun() const { return has_begun_; }

 private:
  [[nodiscard]] HttpCallStep finish(CallEnd end);

  wire::HttpResponseReader reader_;
  std::string_view input_;  // what next() has not consumed
  std::optional<CallEnd> end_;
  bool passes_broken_bodies_;
  bool has_begun_ = false;
  bool has_head_ = false;
  bool is_done_ = false;
  bool leaves_connection_ = false;
};

}  // namespace wiretape::net
