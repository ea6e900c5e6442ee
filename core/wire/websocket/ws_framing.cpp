#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/websocket/ws_frame_reader.h"
#include "wiretape/core/wire/websocket/ws_frame_writer.h"

//   text, FIN=0 ─ ping ─ continuation, FIN=1 │ ping │ binary, FIN=1 │ close
//   ^start                                   ^end   ^comment
//   an event, with the ping that it came around      an event each

namespace wiretape::wire {
namespace {

void append_message(std::string& out, const FrameParts& event) {
  append_ws_frame(out, {.opcode = WsOpcode::text}, event.data);
}

void append_ping(std::string& out, std::string_view text) {
  append_ws_frame(out, {.opcode = WsOpcode::ping}, text.substr(0, ws_longest_control));
}

bool is_comment(WsOpcode opcode) {
  return opcode == WsOpcode::ping || opcode == WsOpcode::pong;
}

/// Takes frames together into messages; a control frame stands for itself.
class MessageFinder {
 public:
  void begin(const WsFrameBegin& begin) {
    head_ = begin.head;
    start_ = static_cast<std::size_t>(begin.offset);
    payload_.clear();
  }
  void add(std::string_view bytes) { payload_ += bytes; }
  void end(std::size_t end) {
    if (is_control(head_.opcode)) {
      const auto kind = is_comment(head_.opcode) ? FoundFrame::Kind::comment : FoundFrame::Kind::event;
      if (!open_) found_.push_back({.kind = kind, .start = start_, .end = end, .data = std::exchange(payload_, {})});
      return;
    }
    if (!open_) open_ = FoundFrame{.start = start_};
    open_->data += payload_;
    open_->end = end;
    if (head_.fin) found_.push_back(*std::exchange(open_, std::nullopt));
  }
  [[nodiscard]] std::vector<FoundFrame> found() && { return std::move(found_); }

 private:
  WsFrameHead head_;
  std::size_t start_ = 0;
  std::string payload_;
  std::optional<FoundFrame> open_;  // the message that is not whole
  std::vector<FoundFrame> found_;
};

std::vector<FoundFrame> find_messages(std::string_view bytes) {
  WsFrameReader reader;
  MessageFinder finder;
  for (std::string_view rest = bytes;;) {
    const auto step = reader.next(rest);
    if (const auto* begin = std::get_if<WsFrameBegin>(&step)) {
      finder.begin(*begin);
    } else if (const auto* piece = std::get_if<WsFrameBytes>(&step)) {
      finder.add(piece->bytes);
    } else if (std::holds_alternative<WsFrameEnd>(step)) {
      finder.end(static_cast<std::size_t>(reader.consumed()));
    } else {
      return std::move(finder).found();
    }
  }
}

/// The head of an event's first frame, where that is a message's.
std::optional<WsFrameHead> message_head(std::string_view& event) {
  WsFrameHeadReader reader;
  auto head = reader.next(event);
  return head && !is_control(head->opcode) ? head : std::nullopt;
}

std::string with_payload(std::string_view event, std::string_view data) {
  auto head = message_head(event);
  std::string out;
  if (!head) return out;
  head->fin = true;
  append_ws_frame(out, *head, data);
  return out;
}

std::optional<std::size_t> payload_place(std::string_view event) {
  std::string_view rest = event;
  const auto head = message_head(rest);
  return head && !head->mask ? std::optional(event.size() - rest.size()) : std::nullopt;
}

}  // namespace

extern const FramingCodec websocket_codec;
constinit const FramingCodec websocket_codec{
    .name = "WebSocket messages",
    .media_types = {},
    .has_names = false,
    .has_line_breaks = true,
    .append_event = append_message,
    .append_comment = append_ping,
    .append_fields = nullptr,
    .find = find_messages,
    .with_data = with_payload,
    .data_place = payload_place,
};

}  // namespace wiretape::wire
