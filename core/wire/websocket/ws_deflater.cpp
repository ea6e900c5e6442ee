#include "wiretape/core/wire/websocket/ws_deflater.h"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include <zlib.h>

namespace wiretape::wire {
namespace {

// zlib has no raw window of 8 bits. With 9 it refers at most 512 - 262 = 250 bytes back (its MAX_DIST), which a window
// of 8 bits, 256 bytes, still holds.
int raw_window(int window_bits) {
  return -std::max(window_bits, 9);
}

// The end of what a flush writes, which is left out (RFC 7692 section 7.2.1).
constexpr std::size_t flush_tail = 4;

}  // namespace

WsDeflater::WsDeflater(int window_bits, bool keeps_context) : stream_(new z_stream_s{}), keeps_context_(keeps_context) {
  constexpr int memory_level = 8;
  const int verdict = deflateInit2(stream_.get(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw_window(window_bits),
                                   memory_level, Z_DEFAULT_STRATEGY);
  if (verdict != Z_OK) throw std::bad_alloc();
}

void WsDeflater::End::operator()(z_stream_s* stream) const {
  deflateEnd(stream);
  delete stream;
}

void WsDeflater::deflate_into(std::string& out, int flush) {
  char packed[4096];
  do {
    stream_->next_out = reinterpret_cast<Bytef*>(packed);
    stream_->avail_out = sizeof(packed);
    deflate(stream_.get(), flush);
    out.append(packed, sizeof(packed) - stream_->avail_out);
  } while (stream_->avail_out == 0);
}

void WsDeflater::append(std::string& out, std::string_view text) {
  constexpr std::size_t most = std::numeric_limits<uInt>::max();  // zlib's counts are 32 bits wide
  while (!text.empty()) {
    const std::size_t size = std::min(text.size(), most);
    stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // not const-correct
    stream_->avail_in = static_cast<uInt>(size);
    deflate_into(out, Z_NO_FLUSH);
    text.remove_prefix(size);
    is_empty_ = false;
  }
}

void WsDeflater::end_message(std::string& out) {
  if (std::exchange(is_empty_, true)) {
    out += '\0';  // section 7.2.3.6; zlib would not flush twice
    return;
  }
  deflate_into(out, Z_SYNC_FLUSH);
  out.resize(out.size() - flush_tail);
  if (!keeps_context_) deflateReset(stream_.get());
}

}  // namespace wiretape::wire
