#include "wiretape/recorder/log/record.h"

#include <cstddef>
#include <cstdint>

#include <zlib.h>

namespace wiretape::recorder::log {
namespace {

constexpr std::size_t number_size = 4;
constexpr unsigned byte_bits = 8;

void append_number(std::string& out, std::uint32_t number) {
  for (unsigned byte = 0; byte < number_size; ++byte)
    out += static_cast<char>(number >> (byte * byte_bits));
}

std::uint32_t number_at(std::string_view bytes, std::size_t offset) {
  std::uint32_t number = 0;
  for (unsigned byte = 0; byte < number_size; ++byte)
    number |= std::uint32_t{static_cast<unsigned char>(bytes[offset + byte])} << (byte * byte_bits);
  return number;
}

std::uint32_t sum_of(std::string_view payload) {
  return static_cast<std::uint32_t>(
      ::crc32_z(0, reinterpret_cast<const unsigned char*>(payload.data()), payload.size()));
}

}  // namespace

void append_record(std::string& log, std::string_view payload) {
  append_number(log, static_cast<std::uint32_t>(payload.size()));
  append_number(log, sum_of(payload));
  log += payload;
}

std::optional<std::string_view> take_record(std::string_view& rest) {
  if (rest.size() < 2 * number_size) return std::nullopt;
  const std::size_t length = number_at(rest, 0);
  if (length == 0 || length > rest.size() - 2 * number_size) return std::nullopt;
  const std::string_view payload = rest.substr(2 * number_size, length);
  if (sum_of(payload) != number_at(rest, number_size)) return std::nullopt;
  rest.remove_prefix(2 * number_size + length);
  return payload;
}

}  // namespace wiretape::recorder::log
