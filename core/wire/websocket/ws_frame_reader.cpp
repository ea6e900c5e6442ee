#include "wiretape/core/wire/websocket/ws_frame_reader.h"

#include <algorithm>

#include "wiretape/core/wire/websocket/ws_mask.h"

namespace wiretape::wire {
namespace {

// What comes out at once: few enough to stay in the processor's first cache.
constexpr std::size_t longest_piece = std::size_t{16} << 10;

}  // namespace

WsFrameStep WsFrameReader::next(std::string_view& input) {
  if (!head_) return read_head(input);
  if (taken_ == head_->length) {
    head_.reset();
    frame_offset_ = consumed_;
    return WsFrameEnd{};
  }
  if (!input.empty()) return WsFrameBytes{take_payload(input)};
  unmasked_.reset();
  return WsNeedMore{};
}

WsFrameStep WsFrameReader::read_head(std::string_view& input) {
  const std::size_t given = input.size();
  head_ = heads_.next(input);
  consumed_ += given - input.size();
  if (head_) {
    taken_ = 0;
    return WsFrameBegin{*head_, frame_offset_};
  }
  unmasked_.reset();
  return WsNeedMore{};
}

std::string_view WsFrameReader::take_payload(std::string_view& input) {
  const auto size =
      static_cast<std::size_t>(std::min<std::uint64_t>(head_->length - taken_, std::min(input.size(), longest_piece)));
  std::string_view piece = input.substr(0, size);
  input.remove_prefix(size);
  if (head_->mask) {
    if (!unmasked_) unmasked_ = std::make_unique_for_overwrite<char[]>(longest_piece);
    ws_mask(piece, *head_->mask, taken_, unmasked_.get());
    piece = {unmasked_.get(), size};
  }
  taken_ += size;
  consumed_ += size;
  return piece;
}

}  // namespace wiretape::wire
