#include "wiretape/core/wire/websocket/ws_mask.h"

#include <cstring>

namespace wiretape::wire {
namespace {

constexpr std::size_t word_size = sizeof(std::uint64_t);

// The key twice, turned so that its first byte is that of the payload's byte `offset`.
std::uint64_t word_of(const WsMaskKey& key, std::uint64_t offset) {
  char bytes[word_size];
  for (std::size_t at = 0; at < word_size; ++at)
    bytes[at] = static_cast<char>(key[(offset + at) % key.size()]);
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, word_size);
  return word;
}

template <std::size_t words>
void join(const char* from, std::uint64_t key, char* out) {
  std::uint64_t parts[words];
  std::memcpy(parts, from, sizeof(parts));
  for (std::uint64_t& part : parts)
    part ^= key;
  std::memcpy(out, parts, sizeof(parts));
}

}  // namespace

void ws_mask(std::string_view bytes, const WsMaskKey& key, std::uint64_t offset, char* out) {
  const std::uint64_t word = word_of(key, offset);
  constexpr std::size_t at_once = 8;  // words; written out, for compilers don't unroll at -O2
  std::size_t at = 0;
  for (; bytes.size() - at >= at_once * word_size; at += at_once * word_size)
    join<at_once>(bytes.data() + at, word, out + at);
  for (; bytes.size() - at >= word_size; at += word_size)
    join<1>(bytes.data() + at, word, out + at);
  for (; at < bytes.size(); ++at)
    out[at] = static_cast<char>(bytes[at] ^ key[(offset + at) % key.size()]);
}

}  // namespace wiretape::wire
