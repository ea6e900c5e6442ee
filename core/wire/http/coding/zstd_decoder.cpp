#include "wiretape/core/wire/http/coding/zstd_decoder.h"

#include <zstd.h>

#include <algorithm>
#include <new>

namespace wiretape::wire {
namespace {

constexpr std::size_t frame_beginning = 5;  // bytes that say how long the frame's header is

}  // namespace

ZstdDecoder::ZstdDecoder() : decoder_(ZSTD_createDCtx()), wanted_(frame_beginning) {
  constexpr int longest_window_log = 23;
  if (!decoder_) throw std::bad_alloc();
  ZSTD_DCtx_setParameter(decoder_.get(), ZSTD_d_windowLogMax, longest_window_log);
}

void ZstdDecoder::End::operator()(ZSTD_DCtx_s* decoder) const {
  ZSTD_freeDCtx(decoder);
}

// Given no more than it wants it says where it met the damage: it consumes nothing of an input that has some.
UnpackStep ZstdDecoder::run(std::string_view& packed, char* out, std::size_t size) {
  ZSTD_inBuffer input{packed.data(), std::min(packed.size(), wanted_), 0};
  ZSTD_outBuffer output{out, size, 0};
  const std::size_t result = ZSTD_decompressStream(decoder_.get(), &output, &input);
  packed.remove_prefix(input.pos);
  if (ZSTD_isError(result) != 0) return {UnpackState::damaged, output.pos};
  wanted_ = result == 0 ? frame_beginning : result;
  return {result == 0 ? UnpackState::whole : UnpackState::open, output.pos};
}

}  // namespace wiretape::wire
