#include "wiretape/core/provider/shared/ids/derived_id.h"

#include "wiretape/core/provider/shared/ids/spread.h"

namespace wiretape::provider {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

}  // namespace

void ContentHash::add_byte(std::uint8_t byte) {
  value_ = (value_ ^ byte) * 0x100000001B3U;
}

ContentHash& ContentHash::add(std::string_view text) {
  add(std::uint64_t{text.size()});
  for (const char byte : text)
    add_byte(static_cast<std::uint8_t>(byte));
  return *this;
}

ContentHash& ContentHash::add(std::uint64_t number) {
  for (unsigned shift = 0; shift < 64; shift += 8)
    add_byte(static_cast<std::uint8_t>(number >> shift));
  return *this;
}

std::string derived_id(std::string_view prefix, std::size_t length, const ContentHash& hash) {
  std::string id(prefix);
  std::uint64_t state = hash.value();
  for (std::size_t count = 0; count < length; ++count)
    id += alphabet[next_spread(state) % alphabet.size()];
  return id;
}

}  // namespace wiretape::provider
