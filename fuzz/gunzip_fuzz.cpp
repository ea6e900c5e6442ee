// Any bytes unpack to no more than the limit, or are refused inside them; and any bytes that are packed piece by piece
// unpack to the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/gzip.h"
#include "wiretape/core/wire/splits_for_test.h"

namespace {

using namespace wiretape::wire;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_unpacking(std::string_view packed) {
  for (const std::size_t limit : {std::size_t{0}, std::size_t{10}, std::size_t{1} << 20}) {
    const auto unpacked = gunzip(packed, limit);
    if (const auto* text = std::get_if<std::string>(&unpacked)) require(text->size() <= limit);
    if (const auto* broken = std::get_if<GzipBroken>(&unpacked)) require(broken->offset <= packed.size());
  }
}

void check_packing(std::string_view text) {
  StoredGzipWriter writer;
  std::string packed;
  for (const auto piece : random_pieces(text, text.size(), 32))
    writer.append(packed, piece);
  if (text.empty()) writer.append(packed, text);
  writer.finish(packed);
  const auto unpacked = gunzip(packed, text.size());
  require(std::holds_alternative<std::string>(unpacked) && std::get<std::string>(unpacked) == text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_unpacking(bytes);
  check_packing(bytes);
  return 0;
}
