#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::log {

/// Writes the fields of a payload: numbers as LEB128, seven bits a byte, the lowest first; texts with their length
/// before them; lists with their count.
class PayloadWriter {
 public:
  explicit PayloadWriter(std::uint8_t kind) : out_(1, static_cast<char>(kind)) {}

  void number(std::uint64_t value) {
    constexpr std::uint64_t low_bits = 0x7F;
    for (; value > low_bits; value >>= 7U)
      out_ += static_cast<char>((value & low_bits) | 0x80U);
    out_ += static_cast<char>(value);
  }

  /// A time that is not before 0.
  void time(std::chrono::microseconds value) {
    number(value.count() > 0 ? static_cast<std::uint64_t>(value.count()) : 0);
  }

  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }

  /// HttpFields or HttpFieldLines.
  template <class Fields>
  void fields(const Fields& fields) {
    number(fields.size());
    for (const auto& [name, value] : fields) {
      text(name);
      text(value);
    }
  }

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

}  // namespace wiretape::recorder::log
