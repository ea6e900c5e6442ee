#include "wiretape/core/wire/http/coding/brotli_decoder.h"

#include <brotli/decode.h>

#include <cstdint>
#include <new>

namespace wiretape::wire {
namespace {

UnpackState brotli_state(BrotliDecoderResult result) {
  if (result == BROTLI_DECODER_RESULT_SUCCESS) return UnpackState::whole;
  return result == BROTLI_DECODER_RESULT_ERROR ? UnpackState::damaged : UnpackState::open;
}

}  // namespace

BrotliDecoder::BrotliDecoder() : decoder_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
  if (!decoder_) throw std::bad_alloc();
}

void BrotliDecoder::End::operator()(BrotliDecoderStateStruct* decoder) const {
  BrotliDecoderDestroyInstance(decoder);
}

UnpackStep BrotliDecoder::run(std::string_view& packed, char* out, std::size_t size) {
  std::size_t unread = packed.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(packed.data());
  std::size_t room = size;
  auto* end = reinterpret_cast<std::uint8_t*>(out);
  const auto result = BrotliDecoderDecompressStream(decoder_.get(), &unread, &next, &room, &end, nullptr);
  packed.remove_prefix(packed.size() - unread);
  return {brotli_state(result), size - room};
}

}  // namespace wiretape::wire
