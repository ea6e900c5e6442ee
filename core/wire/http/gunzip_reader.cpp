#include "wiretape/core/wire/http/gunzip_reader.h"

#include <array>
#include <new>

#include <zlib.h>

namespace wiretape::wire {
namespace {

constexpr std::size_t magic_size = 2;
constexpr std::size_t step = std::size_t{16} << 10;

}  // namespace

struct GunzipReader::State {
  State() {
    constexpr int gzip_only = 16;
    if (inflateInit2(&stream, MAX_WBITS + gzip_only) != Z_OK) throw std::bad_alloc();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { inflateEnd(&stream); }

  bool unpack(std::string_view packed, std::string& out) {
    while (!packed.empty() && !is_over) {
      if (is_whole) {
        begin_next(packed, out);
      } else if (!inflate_some(packed, out)) {
        return false;
      }
    }
    return true;
  }

  // The first two bytes behind a member tell whether it is another.
  void begin_next(std::string_view& packed, std::string& out) {
    between += packed.front();
    packed.remove_prefix(1);
    if (between.size() < magic_size) return;
    is_over = !begins_member(between);
    is_whole = is_over;
    if (is_over) return;
    inflateReset(&stream);
    std::string_view magic = between;
    static_cast<void>(inflate_some(magic, out));
    between.clear();
  }

  // Consumes from the front of `packed` what it looks at. zlib's interface isn't const-correct.
  bool inflate_some(std::string_view& packed, std::string& out) {
    const std::string_view piece = packed.substr(0, step);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    stream.avail_in = static_cast<uInt>(piece.size());
    int verdict = Z_OK;
    do {
      stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
      stream.avail_out = static_cast<uInt>(unpacked.size());
      verdict = inflate(&stream, Z_NO_FLUSH);
      out.append(unpacked.data(), unpacked.size() - stream.avail_out);
    } while (verdict == Z_OK && (stream.avail_in > 0 || stream.avail_out == 0));
    packed.remove_prefix(piece.size() - stream.avail_in);
    is_whole = verdict == Z_STREAM_END;
    return is_whole || verdict == Z_OK || verdict == Z_BUF_ERROR;
  }

  z_stream stream{};
  std::array<char, step> unpacked;
  std::string between;    // the bytes behind a member that are not judged yet
  bool is_whole = false;  // a member has ended
  bool is_over = false;   // what follows it is none
};

GunzipReader::GunzipReader() : state_(std::make_unique<State>()) {}
GunzipReader::GunzipReader(GunzipReader&&) noexcept = default;
GunzipReader& GunzipReader::operator=(GunzipReader&&) noexcept = default;
GunzipReader::~GunzipReader() = default;

bool GunzipReader::unpack(std::string_view packed, std::string& out) {
  return state_->unpack(packed, out);
}

bool GunzipReader::is_whole() const {
  return state_->is_whole;
}

}  // namespace wiretape::wire
