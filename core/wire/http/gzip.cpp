#include "wiretape/core/wire/http/gzip.h"

#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>

namespace wiretape::wire {
namespace {

// Owns a zlib inflater for the gzip wrapper only, and the packed bytes that it has still to be given.
class Inflater {
 public:
  explicit Inflater(std::string_view packed) : unfed_(packed) {
    constexpr int gzip_only = 16;
    if (inflateInit2(&stream_, MAX_WBITS + gzip_only) != Z_OK) throw std::bad_alloc();
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  // Unpacks into `out[0, size)`, at most one member; returns zlib's verdict and how much was written.
  struct Result {
    int verdict;
    std::size_t written;
  };
  Result run(char* out, std::size_t size) {
    if (stream_.avail_in == 0) feed();
    // zlib's interface isn't const-correct and its counts are 32 bits wide.
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(size);
    const int verdict = inflate(&stream_, Z_NO_FLUSH);
    return {verdict, size - stream_.avail_out};
  }

  void begin_next_member() { inflateReset(&stream_); }
  [[nodiscard]] std::size_t packed_left() const { return stream_.avail_in + unfed_.size(); }

 private:
  void feed() {
    const std::size_t size = std::min<std::size_t>(unfed_.size(), std::numeric_limits<uInt>::max());
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(unfed_.data()));
    stream_.avail_in = static_cast<uInt>(size);
    unfed_.remove_prefix(size);
  }

  z_stream stream_{};
  std::string_view unfed_;
};

void append_number(std::string& out, std::uint32_t number, int size) {
  for (int index = 0; index < size; ++index)
    out.push_back(static_cast<char>((number >> (8 * index)) & 0xffU));
}

void append_block(std::string& out, std::string_view bytes, bool is_last) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  append_number(out, is_last ? 1 : 0, 1);
  append_number(out, size, 2);
  append_number(out, ~size, 2);
  out += bytes;
}

}  // namespace

void StoredGzipWriter::append(std::string& out, std::string_view bytes) {
  constexpr std::string_view header("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);  // no name, no time, no known system
  constexpr std::size_t most_in_block = 0xffff;
  if (!has_header_) out += header;
  has_header_ = true;
  checksum_ =
      static_cast<std::uint32_t>(crc32_z(checksum_, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
  size_ += static_cast<std::uint32_t>(bytes.size());
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), most_in_block)))
    append_block(out, bytes.substr(0, most_in_block), false);
}

void StoredGzipWriter::finish(std::string& out) {
  append(out, "");
  append_block(out, "", true);
  append_number(out, checksum_, 4);
  append_number(out, size_, 4);
}

std::variant<std::string, GzipTooLarge, GzipBroken> gunzip(std::string_view packed, std::size_t limit) {
  constexpr std::size_t step = std::size_t{16} << 10;
  Inflater inflater(packed);
  std::string unpacked;
  for (;;) {
    const std::size_t before = unpacked.size();
    // One byte above the limit is enough to know that there is more.
    const std::size_t room = std::min(step, limit - before) + 1;
    unpacked.resize(before + room);
    const auto [verdict, written] = inflater.run(unpacked.data() + before, room);
    unpacked.resize(before + written);
    if (unpacked.size() > limit) return GzipTooLarge{limit};
    if (verdict == Z_STREAM_END) {
      if (inflater.packed_left() == 0) return unpacked;
      inflater.begin_next_member();
    } else if (verdict != Z_OK) {  // damaged, or no input left in the middle of a member
      return GzipBroken{packed.size() - inflater.packed_left()};
    }
  }
}

}  // namespace wiretape::wire
