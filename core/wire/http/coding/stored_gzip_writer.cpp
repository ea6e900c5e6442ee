#include "wiretape/core/wire/http/coding/stored_gzip_writer.h"

#include <algorithm>
#include <cstddef>

#include <zlib.h>

namespace wiretape::wire {
namespace {

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

}  // namespace wiretape::wire
