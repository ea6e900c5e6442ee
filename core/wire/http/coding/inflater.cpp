#include "wiretape/core/wire/http/coding/inflater.h"

#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>

namespace wiretape::wire {
namespace {

// What zlib's inflateInit2 takes for a wrapper: the largest window, and what is said by adding to it or by its sign.
int window_bits(Inflater::Wrapper wrapper) {
  constexpr int gzip_only = 16;
  switch (wrapper) {
    case Inflater::Wrapper::gzip:
      return MAX_WBITS + gzip_only;
    case Inflater::Wrapper::zlib:
      return MAX_WBITS;
    case Inflater::Wrapper::none:
      break;
  }
  return -MAX_WBITS;
}

// zlib's counts are 32 bits wide.
uInt counted(std::size_t size) {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

UnpackState inflater_state(int verdict) {
  if (verdict == Z_STREAM_END) return UnpackState::whole;
  return verdict == Z_OK || verdict == Z_BUF_ERROR ? UnpackState::open : UnpackState::damaged;
}

}  // namespace

Inflater::Inflater(Wrapper wrapper) : stream_(new z_stream_s{}) {
  if (inflateInit2(stream_.get(), window_bits(wrapper)) != Z_OK) throw std::bad_alloc();
}

void Inflater::End::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

UnpackStep Inflater::run(std::string_view& packed, char* out, std::size_t size) {
  const uInt given = counted(packed.size());
  const uInt room = counted(size);
  // zlib's interface isn't const-correct.
  stream_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream_->avail_in = given;
  stream_->next_out = reinterpret_cast<Bytef*>(out);
  stream_->avail_out = room;
  const int verdict = inflate(stream_.get(), Z_NO_FLUSH);
  packed.remove_prefix(given - stream_->avail_in);
  return {inflater_state(verdict), room - stream_->avail_out};
}

void Inflater::begin_next() {
  inflateReset(stream_.get());
}

}  // namespace wiretape::wire
