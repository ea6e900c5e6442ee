#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace wiretape::text {

/// Sixty-four bytes of a text that are looked at together: each question gives a mask, the first byte in its lowest
/// bit.
class ByteBlock {
 public:
  static constexpr std::size_t size = 64;

#ifdef __SSE2__
  /// `bytes`: 64 of them.
  explicit ByteBlock(const char* bytes) : parts_{load(bytes), load(bytes + 16), load(bytes + 32), load(bytes + 48)} {}

  /// Which are this byte.
  [[nodiscard]] std::uint64_t equal_to(char byte) const {
    return mask([wanted = _mm_set1_epi8(byte)](__m128i bytes) { return _mm_cmpeq_epi8(bytes, wanted); });
  }

  /// Which are from `least` to `most`, where each byte is first joined with the bits of `folded`. ASCII only.
  [[nodiscard]] std::uint64_t between(char least, char most, char folded = 0) const {
    const auto below = _mm_set1_epi8(static_cast<char>(least - 1));
    const auto above = _mm_set1_epi8(static_cast<char>(most + 1));
    return mask([=, bits = _mm_set1_epi8(folded)](__m128i bytes) {
      const auto joined = _mm_or_si128(bytes, bits);
      return _mm_and_si128(_mm_cmpgt_epi8(joined, below), _mm_cmplt_epi8(joined, above));
    });
  }

  /// Which are no ASCII.
  [[nodiscard]] std::uint64_t beyond_ascii() const {
    return mask([](__m128i bytes) { return bytes; });
  }

 private:
  static __m128i load(const char* bytes) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  }

  static std::uint64_t bits(__m128i answers) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(answers));
  }

  // Written out: compilers don't unroll at -O2.
  template <class Question>
  [[nodiscard]] std::uint64_t mask(Question question) const {
    return bits(question(parts_[0])) | bits(question(parts_[1])) << 16U | bits(question(parts_[2])) << 32U |
           bits(question(parts_[3])) << 48U;
  }

  __m128i parts_[4];
#else
  explicit ByteBlock(const char* bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t equal_to(char byte) const {
    return mask([byte](char each) { return each == byte; });
  }

  [[nodiscard]] std::uint64_t between(char least, char most, char folded = 0) const {
    return mask([=](char each) {
      const auto joined = static_cast<signed char>(each | folded);
      return least <= joined && joined <= most;
    });
  }

  [[nodiscard]] std::uint64_t beyond_ascii() const {
    return mask([](char each) { return static_cast<unsigned char>(each) >= 0x80; });
  }

 private:
  template <class Question>
  [[nodiscard]] std::uint64_t mask(Question question) const {
    std::uint64_t result = 0;
    for (std::size_t at = 0; at < size; ++at)
      result |= std::uint64_t{question(bytes_[at])} << at;
    return result;
  }

  const char* bytes_;
#endif
};

}  // namespace wiretape::text
