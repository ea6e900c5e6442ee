#include "wiretape/core/wire/websocket/ws_frame_head.h"

#include <algorithm>

// A frame (RFC 6455 section 5.2); numbers are in network byte order:
//
//    0               1               2               3
//    7 6 5 4 3 2 1 0 7 6 5 4 3 2 1 0 7 6 5 4 3 2 1 0 7 6 5 4 3 2 1 0
//   +-+-+-+-+-------+-+-------------+-------------------------------+
//   |F|R|R|R|       |M|             |  length in 16 bits, where     |
//   |I|S|S|S|opcode |A| length 0-125|  the seven bits say 126;      |
//   |N|V|V|V|       |S| 126 or 127  |  in 64 bits, where they       |
//   | |1|2|3|       |K|             |  say 127                      |
//   +-+-+-+-+-------+-+-------------+-------------------------------+
//   |  mask's key, 4 bytes, where MASK is set                       |
//   +---------------------------------------------------------------+
//   |  payload: its byte i joined with byte i % 4 of the key        |
//   +---------------------------------------------------------------+

namespace wiretape::wire {
namespace {

constexpr std::uint8_t fin_bit = 0x80;
constexpr std::uint8_t mask_bit = 0x80;
constexpr std::uint8_t seven_bits = 0x7F;
constexpr std::uint8_t length_in_16 = 126;
constexpr std::uint8_t length_in_64 = 127;

std::uint64_t head_number(const char* bytes, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < size; ++at)
    number = number << 8U | static_cast<std::uint8_t>(bytes[at]);
  return number;
}

void append_head_number(std::string& out, std::uint64_t number, std::size_t size) {
  for (std::size_t at = size; at-- > 0;)
    out += static_cast<char>(number >> (8 * at));
}

// How many bytes of a further length the seven bits ask for.
std::size_t long_length_size(std::uint8_t seven) {
  if (seven == length_in_16) return 2;
  return seven == length_in_64 ? 8 : 0;
}

std::uint8_t shortest_seven(std::uint64_t length) {
  if (length <= ws_longest_control) return static_cast<std::uint8_t>(length);
  return length <= 0xFFFF ? length_in_16 : length_in_64;
}

std::uint8_t seven_of(const WsFrameHead& head) {
  switch (head.form) {
    case WsLengthForm::bits16:
      return length_in_16;
    case WsLengthForm::bits64:
      return length_in_64;
    case WsLengthForm::shortest:
      break;
  }
  return shortest_seven(head.length);
}

WsLengthForm form_of(std::uint8_t seven, std::uint64_t length) {
  if (seven == shortest_seven(length)) return WsLengthForm::shortest;
  return seven == length_in_16 ? WsLengthForm::bits16 : WsLengthForm::bits64;
}

// What the first two bytes say.
WsFrameHead two_bytes_say(std::uint8_t first, std::uint8_t second) {
  WsFrameHead head;
  head.fin = (first & fin_bit) != 0;
  head.rsv = static_cast<std::uint8_t>(first >> 4U & 7U);
  head.opcode = static_cast<WsOpcode>(first & 0xFU);
  if ((second & mask_bit) != 0) head.mask.emplace();
  head.length = std::min(static_cast<std::uint8_t>(second & seven_bits), length_in_16);
  return head;
}

}  // namespace

std::string to_string(WsOpcode opcode) {
  switch (opcode) {
    case WsOpcode::continuation:
      return "continuation";
    case WsOpcode::text:
      return "text";
    case WsOpcode::binary:
      return "binary";
    case WsOpcode::close:
      return "close";
    case WsOpcode::ping:
      return "ping";
    case WsOpcode::pong:
      return "pong";
  }
  return "opcode " + std::to_string(static_cast<unsigned>(opcode));
}

void append_ws_frame_head(std::string& out, const WsFrameHead& head) {
  const std::uint8_t seven = seven_of(head);
  out += static_cast<char>((head.fin ? fin_bit : 0U) | (head.rsv & 7U) << 4U |
                           (static_cast<std::uint8_t>(head.opcode) & 0xFU));
  out += static_cast<char>((head.mask ? mask_bit : 0U) | seven);
  append_head_number(out, head.length, long_length_size(seven));
  if (head.mask) out.append(head.mask->begin(), head.mask->end());
}

std::size_t WsFrameHeadReader::needed() const {
  if (held_ < 2) return 2;
  const auto second = static_cast<std::uint8_t>(bytes_[1]);
  return 2 + long_length_size(second & seven_bits) + ((second & mask_bit) != 0 ? sizeof(WsMaskKey) : 0);
}

std::optional<WsFrameHead> WsFrameHeadReader::begun() const {
  if (held_ < 2) return std::nullopt;
  return two_bytes_say(static_cast<std::uint8_t>(bytes_[0]), static_cast<std::uint8_t>(bytes_[1]));
}

std::optional<WsFrameHead> WsFrameHeadReader::next(std::string_view& input) {
  while (held_ < needed()) {
    if (input.empty()) return std::nullopt;
    bytes_[held_++] = input.front();
    input.remove_prefix(1);
  }
  const auto seven = static_cast<std::uint8_t>(bytes_[1] & seven_bits);
  const std::size_t length_size = long_length_size(seven);
  WsFrameHead head = *begun();
  head.length = length_size == 0 ? seven : head_number(&bytes_[2], length_size);
  head.form = form_of(seven, head.length);
  if (head.mask) std::copy_n(&bytes_[2 + length_size], sizeof(WsMaskKey), head.mask->begin());
  held_ = 0;
  return head;
}

}  // namespace wiretape::wire
