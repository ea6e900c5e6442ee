#include "wiretape/core/wire/http/coding/unpack.h"

#include <algorithm>

#include "wiretape/core/wire/http/coding/brotli_decoder.h"
#include "wiretape/core/wire/http/coding/inflater.h"
#include "wiretape/core/wire/http/coding/zstd_decoder.h"

namespace wiretape::wire {
namespace {

using Unpacked = std::variant<std::string, UnpackTooLarge, UnpackDamaged>;

// A zlib stream's two bytes of header (RFC 1950 section 2.2). A bare one would have to begin with a stored block and
// padding other than zeros, which nobody writes.
bool begins_as_zlib(std::string_view packed) {
  if (packed.size() < 2) return true;
  const unsigned first = static_cast<unsigned char>(packed[0]);
  const unsigned second = static_cast<unsigned char>(packed[1]);
  return (first & 0x0FU) == 8 && (first >> 4U) <= 7 && (first * 256 + second) % 31 == 0;
}

// `begin_next` says whether what follows an end may be unpacked as well.
template <class Decoder, class BeginNext>
Unpacked unpack_with(Decoder decoder, std::string_view packed, std::size_t limit, BeginNext begin_next) {
  constexpr std::size_t most_at_once = std::size_t{16} << 10;
  std::string unpacked;
  for (std::string_view left = packed;;) {
    const std::size_t before = unpacked.size();
    const std::size_t left_before = left.size();
    // One byte above the limit is enough to know that there is more.
    const std::size_t room = std::min(most_at_once, limit - before) + 1;
    unpacked.resize(before + room);
    const UnpackStep step = decoder.run(left, unpacked.data() + before, room);
    unpacked.resize(before + step.written);
    if (unpacked.size() > limit) return UnpackTooLarge{limit};
    const bool is_whole = step.state == UnpackState::whole;
    if (is_whole && left.empty()) return unpacked;
    const bool goes_on = is_whole ? begin_next(decoder)
                                  : step.state == UnpackState::open && (step.written > 0 || left.size() < left_before);
    if (!goes_on) return UnpackDamaged{packed.size() - left.size()};
  }
}

Unpacked unpack_deflate(std::string_view packed, std::size_t limit) {
  const auto wrapper = begins_as_zlib(packed) ? Inflater::Wrapper::zlib : Inflater::Wrapper::none;
  return unpack_with(Inflater(wrapper), packed, limit, [](const Inflater&) { return false; });
}

Unpacked unpack_gzip(std::string_view packed, std::size_t limit) {
  return unpack_with(Inflater(Inflater::Wrapper::gzip), packed, limit, [](Inflater& inflater) {
    inflater.begin_next();
    return true;
  });
}

}  // namespace

Unpacked unpack(ContentCoding coding, std::string_view packed, std::size_t limit) {
  switch (coding) {
    case ContentCoding::gzip:
      return unpack_gzip(packed, limit);
    case ContentCoding::deflate:
      return unpack_deflate(packed, limit);
    case ContentCoding::br:
      return unpack_with(BrotliDecoder(), packed, limit, [](const BrotliDecoder&) { return false; });
    case ContentCoding::zstd:
      break;
  }
  return unpack_with(ZstdDecoder(), packed, limit, [](const ZstdDecoder&) { return true; });
}

}  // namespace wiretape::wire
