#include "wiretape/core/wire/websocket/ws_inflater.h"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include <zlib.h>

// A message packed (RFC 7692 section 7.2.1): DEFLATE blocks that end on a byte, as a flush writes them, without the
// last four bytes, which are the same each time and which the receiver puts back:
//
//   +------------------------+------------------+  -  -  -  -  -  -  -  -  -  -+
//   |  blocks (RFC 1951) …   |  000, padding    |    00 00 FF FF               |
//   +------------------------+------------------+  -  -  -  -  -  -  -  -  -  -+
//                             a stored block …     … of no bytes: not sent

namespace wiretape::wire {
namespace {

constexpr std::string_view left_out("\x00\x00\xFF\xFF", 4);

// zlib's sign in data_type; gone after a further call, even one that does nothing.
constexpr int stopped_at_block_end = 128;

}  // namespace

WsInflater::WsInflater(bool keeps_context) : stream_(new z_stream_s{}), keeps_context_(keeps_context) {
  if (inflateInit2(stream_.get(), -MAX_WBITS) != Z_OK) throw std::bad_alloc();
}

void WsInflater::End::operator()(z_stream_s* stream) const {
  inflateEnd(stream);
  delete stream;
}

void WsInflater::forget_fed() {
  std::string().swap(fed_);
  at_ = 0;
}

void WsInflater::feed(std::string_view packed) {
  if (at_ == fed_.size()) {
    fed_.clear();
    at_ = 0;
  }
  fed_ += packed;
}

void WsInflater::end_message() {
  ending_ = true;
  // Some senders end with a final block and not with the flush behind it that RFC 7692 section 7.2.3.4 wants.
  const bool after_final_block = fresh_ && at_ == fed_.size();
  if (!after_final_block) feed(left_out);
}

// Whether there was no damage.
bool WsInflater::inflate_once() {
  constexpr std::size_t most = std::numeric_limits<uInt>::max();  // zlib's counts are 32 bits wide
  const auto given = static_cast<uInt>(std::min(fed_.size() - at_, most));
  stream_->next_in = reinterpret_cast<Bytef*>(fed_.data() + at_);
  stream_->avail_in = given;
  const int verdict = inflate(stream_.get(), Z_SYNC_FLUSH);
  at_ += given - stream_->avail_in;
  if (given != stream_->avail_in) {
    fresh_ = false;
    at_block_end_ = (stream_->data_type & stopped_at_block_end) != 0;
  }
  more_ = stream_->avail_out == 0;
  if (verdict == Z_STREAM_END) {
    fresh_ = true;
    return inflateResetKeep(stream_.get()) == Z_OK;  // a final block ends no context (section 7.2.3.4)
  }
  return verdict == Z_OK || verdict == Z_BUF_ERROR;
}

UnpackStep WsInflater::run(char* out, std::size_t size) {
  const auto room = static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
  stream_->next_out = reinterpret_cast<Bytef*>(out);
  stream_->avail_out = room;
  do {
    damaged_ = damaged_ || !inflate_once();
  } while (!damaged_ && stream_->avail_out != 0 && at_ < fed_.size());
  const std::size_t written = room - stream_->avail_out;
  if (at_ == fed_.size()) forget_fed();
  if (written != 0) return {UnpackState::open, written};
  return {damaged_ ? UnpackState::damaged : finish(), 0};
}

// Nothing is left to unpack.
UnpackState WsInflater::finish() {
  if (!std::exchange(ending_, false)) return UnpackState::open;
  damaged_ = !fresh_ && !at_block_end_;
  if (damaged_) return UnpackState::damaged;
  if (!keeps_context_) {
    inflateReset(stream_.get());
    fresh_ = true;
  }
  return UnpackState::whole;
}

}  // namespace wiretape::wire
