#include "wiretape/mockserver/serve/ws_talk.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/websocket/ws_close_code.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"
#include "wiretape/core/wire/websocket/ws_packed_message.h"

namespace wiretape::mockserver {
namespace {

constexpr std::size_t most_kept = std::size_t{16} << 20;  // bytes of messages that nobody has taken
constexpr std::size_t most_messages = 10'000;
constexpr std::size_t most_to_say = std::size_t{64} << 10;   // to a client that sends pings and reads no pong
constexpr std::size_t most_to_echo = std::size_t{64} << 20;  // to one that sends messages and reads none
constexpr std::uint16_t too_slow_code = 1008;                // policy violation (RFC 6455 section 7.4.1)

/// As much of a reason as a close frame has place for, without cutting a character.
std::string_view fitting(std::string_view reason) {
  std::size_t size = std::min(reason.size(), wire::ws_longest_control - 2);
  while (size < reason.size() && size > 0 && text::continues_character(reason[size]))
    --size;
  return reason.substr(0, size);
}

}  // namespace

WsTalk::WsTalk(const std::optional<wire::WsDeflateParams>& deflate, bool echoes)
    : reader_(wire::WsRole::server, {.frame = most_kept, .message = most_kept}, deflate), echoes_(echoes) {
  if (deflate && echoes) deflater_.emplace(deflate->server_max_window_bits, false);
}

void WsTalk::hear(std::string_view bytes) {
  while (!is_over_) {
    const auto step = reader_.next(bytes);
    if (std::holds_alternative<wire::WsNeedMore>(step)) return;
    take_step(step);
  }
}

void WsTalk::take_step(const wire::WsStep& step) {
  if (const auto* violation = std::get_if<wire::WsViolation>(&step)) {
    close(violation->code, violation->what);
  } else if (const auto* begun = std::get_if<wire::WsMessageBegin>(&step)) {
    is_text_ = begun->is_text;
  } else if (const auto* piece = std::get_if<wire::WsMessageBytes>(&step)) {
    message_ += piece->bytes;
  } else if (std::holds_alternative<wire::WsMessageEnd>(step)) {
    take_message();
  } else if (const auto* ping = std::get_if<wire::WsPing>(&step)) {
    if (to_say_.size() < most_to_say) wire::append_ws_frame(to_say_, {.opcode = wire::WsOpcode::pong}, ping->payload);
  } else if (const auto* closed = std::get_if<wire::WsClose>(&step)) {
    code_ = closed->code;
  }
}

void WsTalk::take_message() {
  if (echoes_) echo_message();
  keep_message();
}

void WsTalk::echo_message() {
  if (to_say_.size() > most_to_echo) return close(too_slow_code, "what is said back is not read");
  const wire::WsFrameHead head{.opcode = is_text_ ? wire::WsOpcode::text : wire::WsOpcode::binary};
  if (!deflater_) return wire::append_ws_frame(to_say_, head, message_);
  wire::append_packed_ws_message(to_say_, *deflater_, head, message_);
}

void WsTalk::keep_message() {
  ++untaken_;
  kept_ += message_.size();
  messages_.push_back(std::exchange(message_, {}));
  while (kept_ > most_kept || messages_.size() > most_messages) {
    kept_ -= messages_.front().size();
    messages_.pop_front();
  }
}

bool WsTalk::take(const tape::HeardMatcher& rule) {
  const auto found = std::ranges::find_if(messages_, [&](const auto& message) { return rule.met_by(message); });
  if (found == messages_.end()) return false;
  for (auto message = messages_.begin(); message != found + 1; ++message)
    kept_ -= message->size();
  messages_.erase(messages_.begin(), found + 1);
  untaken_ = messages_.size();
  return true;
}

void WsTalk::close(std::uint16_t code, std::string_view reason) {
  wire::append_ws_frame(to_say_, {.opcode = wire::WsOpcode::close}, wire::ws_close_payload(code, fitting(reason)));
  is_over_ = true;
}

void WsTalk::answer_close() {
  if (is_over_) return;
  wire::append_ws_frame(to_say_, {.opcode = wire::WsOpcode::close}, code_ ? wire::ws_close_payload(*code_) : "");
  is_over_ = true;
}

}  // namespace wiretape::mockserver
