#include "wiretape/core/wire/websocket/ws_accept.h"

#include <new>

#include <openssl/evp.h>

#include "wiretape/core/text/base64.h"

namespace wiretape::wire {

std::string ws_key(const std::array<std::uint8_t, 16>& nonce) {
  return text::encode_base64({reinterpret_cast<const char*>(nonce.data()), nonce.size()});
}

bool is_ws_key(std::string_view key) {
  if (key.size() != 24) return false;  // so that no blank is among them
  const auto nonce = text::decode_base64(key);
  return nonce && nonce->size() == 16;
}

std::string ws_accept_of(std::string_view key) {
  const std::string text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) throw std::bad_alloc();
  return text::encode_base64({reinterpret_cast<const char*>(digest.data()), size});
}

}  // namespace wiretape::wire
