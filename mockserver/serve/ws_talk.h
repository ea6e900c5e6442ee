#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/tape/match/heard_matcher.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"
#include "wiretape/core/wire/websocket/ws_deflater.h"
#include "wiretape/core/wire/websocket/ws_message_reader.h"

namespace wiretape::mockserver {

/// What the client of a WebSocket says, and what a server says to that whatever its tape has it say: pongs, the answer
/// to a close, and a close where the client breaks the standard. Without I/O. Of what nobody expects the newest
/// messages are kept, within a bound. Not thread safe.
class WsTalk {
 public:
  /// `deflate`: what was agreed on for packed messages. `echoes`: each message is said back, packed where that was
  /// agreed on; the server's context must not be kept then.
  explicit WsTalk(const std::optional<wire::WsDeflateParams>& deflate = std::nullopt, bool echoes = false);

  /// The client has sent these bytes.
  void hear(std::string_view bytes);

  /// Whether a message has come that meets the rule; takes it, with all that came before.
  [[nodiscard]] bool take(const tape::HeardMatcher& rule);

  /// Whether the client has sent a close frame.
  [[nodiscard]] bool has_closed() const { return reader_.is_closed(); }

  /// Closes with this code. What is said already goes first; nothing is heard any more.
  void close(std::uint16_t code, std::string_view reason);

  /// Answers the client's close, which there must be, with its code.
  void answer_close();

  /// What is to be sent between two frames of the tape's: whole frames, less what was sent of the first.
  [[nodiscard]] std::string_view to_say() const { return to_say_; }
  void said(std::size_t size) { to_say_.erase(0, size); }

  /// Whether the connection ends once all of that is sent.
  [[nodiscard]] bool is_over() const { return is_over_; }

  /// How many messages have come that no rule has taken.
  [[nodiscard]] std::size_t untaken() const { return untaken_; }

 private:
  void take_step(const wire::WsStep& step);
  void take_message();
  void keep_message();
  void echo_message();

  wire::WsMessageReader reader_;
  bool echoes_;
  std::optional<wire::WsDeflater> deflater_{};  // of what is said back
  bool is_text_ = true;                         // the message
  std::string message_;                         // that is being heard
  std::deque<std::string> messages_;            // that nothing has taken
  std::size_t kept_ = 0;                        // bytes of these
  std::size_t untaken_ = 0;                     // since a rule has taken one
  std::optional<std::uint16_t> code_;           // of the client's close
  std::string to_say_;
  bool is_over_ = false;
};

}  // namespace wiretape::mockserver
