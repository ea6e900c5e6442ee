// Any bytes unpack in each coding to no more than the limit, or are refused inside them; what is gzip as a whole is
// gzip piece by piece; and any bytes that are packed piece by piece unpack to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/coding/gunzip_reader.h"
#include "wiretape/core/wire/http/coding/stored_gzip_writer.h"
#include "wiretape/core/wire/http/coding/unpack.h"
#include "wiretape/core/wire/splits_for_test.h"

namespace {

using namespace wiretape::wire;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_unpacking(ContentCoding coding, std::string_view packed) {
  for (const std::size_t limit : {std::size_t{0}, std::size_t{10}, std::size_t{1} << 20}) {
    const auto unpacked = unpack(coding, packed, limit);
    if (const auto* text = std::get_if<std::string>(&unpacked)) require(text->size() <= limit);
    if (const auto* damaged = std::get_if<UnpackDamaged>(&unpacked)) require(damaged->offset <= packed.size());
  }
}

void check_reading(std::string_view packed) {
  const auto whole = unpack(ContentCoding::gzip, packed, std::size_t{1} << 20);
  const auto* const text = std::get_if<std::string>(&whole);
  if (text == nullptr) return;
  GunzipReader reader;
  std::string read;
  for (const auto piece : random_pieces(packed, packed.size(), 32))
    require(reader.unpack(piece, read));
  require(reader.is_whole() && read == *text);
}

void check_packing(std::string_view text) {
  StoredGzipWriter writer;
  std::string packed;
  for (const auto piece : random_pieces(text, text.size(), 32))
    writer.append(packed, piece);
  if (text.empty()) writer.append(packed, text);
  writer.finish(packed);
  const auto unpacked = unpack(ContentCoding::gzip, packed, text.size());
  require(std::holds_alternative<std::string>(unpacked) && std::get<std::string>(unpacked) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const auto coding : {ContentCoding::gzip, ContentCoding::deflate, ContentCoding::br, ContentCoding::zstd})
    check_unpacking(coding, bytes);
  check_reading(bytes);
  check_packing(bytes);
  return 0;
}
