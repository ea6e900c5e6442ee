#include "wiretape/core/wire/websocket/ws_message_reader.h"

#include <array>
#include <utility>

#include "wiretape/core/wire/websocket/ws_close_code.h"
#include "wiretape/core/wire/websocket/ws_inflater.h"

// What is read, frame by frame (RFC 6455 section 5.4), and what comes out:
//
//   text, FIN=0 ─┐ continuation, FIN=0 ─┐ ping ─┐ continuation, FIN=1 ─┐ close
//   Begin Bytes… │ Bytes…               │ Ping  │ Bytes… End           │ Close      each frame after its WsFrameBegin
//
// The payload of a close (section 5.5.1):
//
//   +---------------+---------------+------------------------+
//   |  code, 2 bytes, most          |  reason, UTF-8,        |
//   |  significant first            |  0 to 123 bytes        |    or nothing at all
//   +---------------+---------------+------------------------+

namespace wiretape::wire {

// What a packed message needs beside.
struct WsMessageReader::Unpacking {
  static constexpr std::size_t room = std::size_t{16} << 10;

  WsInflater inflater;
  bool packed = false;            // the message is
  std::unique_ptr<char[]> bytes;  // what the last step's view is of

  [[nodiscard]] UnpackStep run() {
    if (!bytes) bytes = std::make_unique_for_overwrite<char[]>(room);
    return inflater.run(bytes.get(), room);
  }
};

WsMessageReader::WsMessageReader(WsRole role, WsLimits limits, const std::optional<WsDeflateParams>& deflate)
    : limits_(limits), rules_(role, deflate.has_value()) {
  if (!deflate) return;
  const bool forgets =
      role == WsRole::server ? deflate->client_no_context_takeover : deflate->server_no_context_takeover;
  unpacking_.reset(new Unpacking{WsInflater(!forgets), false, nullptr});
}

WsMessageReader::WsMessageReader(WsMessageReader&&) noexcept = default;
WsMessageReader& WsMessageReader::operator=(WsMessageReader&&) noexcept = default;
WsMessageReader::~WsMessageReader() = default;

WsStep WsMessageReader::next(std::string_view& input) {
  for (;;) {
    if (violation_) return *violation_;
    if (closed_) {
      input = {};
      return WsNeedMore{};
    }
    if (auto begin = begin_message()) return *std::move(begin);
    if (auto unpacked = next_unpacked()) return *std::move(unpacked);
    auto step = std::visit([this](const auto& each) { return take(each); }, frames_.next(input));
    if (step) return *std::move(step);
  }
}

WsStep WsMessageReader::fail(WsViolation violation) {
  violation_ = std::move(violation);
  return *violation_;
}

std::optional<WsStep> WsMessageReader::take(WsNeedMore) {
  if (unpacking_) unpacking_->bytes.reset();
  const auto begun = frames_.begun();
  auto violation = begun ? rules_.check(*begun) : std::nullopt;
  if (!violation) return WsNeedMore{};
  violation->offset = frames_.frame_offset();
  return fail(*std::move(violation));
}

std::optional<WsStep> WsMessageReader::take(const WsFrameBegin& begin) {
  if (auto violation = rules_.check(begin.head)) {
    violation->offset = begin.offset;
    return fail(*std::move(violation));
  }
  head_ = begin.head;
  offset_ = begin.offset;
  if (is_control(head_.opcode)) {
    control_.clear();
    return begin;
  }
  begins_ = head_.opcode != WsOpcode::continuation;
  in_message_ = true;
  if (begins_) sent_ = 0;
  if (auto too_large = check_size(begin)) return too_large;
  return begin;
}

std::optional<WsStep> WsMessageReader::check_size(const WsFrameBegin& begin) {
  if (head_.length > limits_.frame) {
    return fail({ws_close::too_large,
                 "a frame of " + std::to_string(head_.length) + " bytes, where " + std::to_string(limits_.frame) +
                     " are allowed",
                 begin.offset});
  }
  if (head_.length > limits_.message - sent_) {
    return fail(
        {ws_close::too_large, "a message of more than " + std::to_string(limits_.message) + " bytes", begin.offset});
  }
  sent_ += head_.length;
  return std::nullopt;
}

std::optional<WsStep> WsMessageReader::begin_message() {
  if (!std::exchange(begins_, false)) return std::nullopt;
  is_text_ = head_.opcode == WsOpcode::text;
  unpacked_ = 0;
  utf8_ = {};
  const bool packed = (head_.rsv & ws_rsv1) != 0;
  if (unpacking_) unpacking_->packed = packed;
  return WsMessageBegin{is_text_, packed};
}

std::optional<WsStep> WsMessageReader::take(WsFrameBytes piece) {
  if (is_control(head_.opcode)) {
    control_ += piece.bytes;
    return std::nullopt;
  }
  if (unpacking_ && unpacking_->packed) {
    unpacking_->inflater.feed(piece.bytes);
    return std::nullopt;
  }
  return message_bytes(piece.bytes, frames_.consumed() - piece.bytes.size());
}

// `offset`: of the bytes in the stream; nullopt where they came packed.
WsStep WsMessageReader::message_bytes(std::string_view bytes, std::optional<std::uint64_t> offset) {
  const std::size_t wrong = is_text_ ? utf8_.find_wrong(bytes) : std::string_view::npos;
  if (wrong == std::string_view::npos) return WsMessageBytes{bytes};
  WsStep violation =
      fail({ws_close::invalid_data, "a text message that is not UTF-8", offset ? *offset + wrong : offset_});
  if (wrong == 0) return violation;
  return WsMessageBytes{bytes.substr(0, wrong)};
}

std::optional<WsStep> WsMessageReader::next_unpacked() {
  if (!unpacking_ || !unpacking_->packed || !unpacking_->inflater.has_work()) return std::nullopt;
  const UnpackStep step = unpacking_->run();
  if (step.state == UnpackState::damaged)
    return fail({ws_close::invalid_data, "a packed message that can't be unpacked", offset_});
  if (step.state == UnpackState::whole) return end_message();
  if (step.written == 0) return std::nullopt;
  return unpacked_bytes({unpacking_->bytes.get(), step.written});
}

WsStep WsMessageReader::unpacked_bytes(std::string_view bytes) {
  const std::uint64_t allowed = limits_.message - unpacked_;
  unpacked_ += bytes.size();
  if (bytes.size() <= allowed) return message_bytes(bytes, std::nullopt);
  WsStep violation = fail(
      {ws_close::too_large, "a packed message of more than " + std::to_string(limits_.message) + " bytes", offset_});
  if (allowed == 0) return violation;
  return message_bytes(bytes.substr(0, static_cast<std::size_t>(allowed)), std::nullopt);
}

std::optional<WsStep> WsMessageReader::take(WsFrameEnd) {
  rules_.pass(head_);
  if (is_control(head_.opcode)) return control_frame();
  if (!head_.fin) return std::nullopt;
  if (!unpacking_ || !unpacking_->packed) return end_message();
  unpacking_->inflater.end_message();
  return std::nullopt;
}

WsStep WsMessageReader::end_message() {
  in_message_ = false;
  if (!is_text_ || utf8_.is_whole()) return WsMessageEnd{};
  return fail({ws_close::invalid_data, "a text message that ends inside a character", frames_.consumed()});
}

WsStep WsMessageReader::control_frame() {
  if (head_.opcode == WsOpcode::ping) return WsPing{control_};
  if (head_.opcode == WsOpcode::pong) return WsPong{control_};
  return close_frame();
}

WsStep WsMessageReader::close_frame() {
  const auto fail_here = [&](std::uint16_t code, std::string what) { return fail({code, std::move(what), offset_}); };
  if (control_.size() == 1) return fail_here(ws_close::protocol_error, "a close frame of one byte");
  WsClose close;
  if (!control_.empty()) {
    const std::string_view payload = control_;
    const unsigned code = static_cast<std::uint8_t>(payload[0]) * 256U + static_cast<std::uint8_t>(payload[1]);
    close.code = static_cast<std::uint16_t>(code);
    close.reason = payload.substr(2);
  }
  if (close.code && !may_be_closed_with(*close.code))
    return fail_here(ws_close::protocol_error, "a close with the code " + std::to_string(*close.code));
  text::Utf8Validator validator;
  if (validator.find_wrong(close.reason) != std::string_view::npos || !validator.is_whole())
    return fail_here(ws_close::invalid_data, "a close with a reason that is not UTF-8");
  closed_ = true;
  return close;
}

}  // namespace wiretape::wire
