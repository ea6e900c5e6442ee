#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::recorder::log {

/// Reads what PayloadWriter wrote. Once something is not there, everything is empty or 0, and is_whole() false.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view payload) : rest_(payload) {}

  [[nodiscard]] std::uint8_t kind() { return static_cast<std::uint8_t>(byte()); }

  [[nodiscard]] std::uint64_t number() {
    constexpr unsigned most_bits = 64;
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < most_bits; shift += 7U) {
      const auto next = static_cast<unsigned char>(byte());
      value |= std::uint64_t{next & 0x7FU} << shift;
      if (next < 0x80U) return value;
    }
    return fail();
  }

  /// At most that of the last microsecond of the year 9999, so that times can be added and told.
  [[nodiscard]] std::chrono::microseconds time() {
    constexpr std::uint64_t end_of_years = 253'402'300'800'000'000;
    const std::uint64_t count = number();
    return std::chrono::microseconds(static_cast<std::int64_t>(count < end_of_years ? count : fail()));
  }

  [[nodiscard]] std::string text() {
    const std::uint64_t size = number();
    if (size > rest_.size()) {
      fail();
      return {};
    }
    std::string value(rest_.substr(0, static_cast<std::size_t>(size)));
    rest_.remove_prefix(value.size());
    return value;
  }

  [[nodiscard]] wire::HttpFields fields() {
    wire::HttpFields fields;
    for (std::uint64_t left = number(); left > 0 && is_sound_; --left) {
      std::string name = text();
      fields.push_back({std::move(name), text()});
    }
    return fields;
  }

  [[nodiscard]] std::vector<std::uint64_t> numbers() {
    std::vector<std::uint64_t> numbers;
    for (std::uint64_t left = number(); left > 0 && is_sound_; --left)
      numbers.push_back(number());
    return numbers;
  }

  /// Notes that something read can't be; 0.
  std::uint64_t fail() {
    is_sound_ = false;
    rest_ = {};
    return 0;
  }

  /// Whether all was there, and nothing is left.
  [[nodiscard]] bool is_whole() const { return is_sound_ && rest_.empty(); }

 private:
  char byte() {
    if (rest_.empty()) return static_cast<char>(fail());
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }

  std::string_view rest_;
  bool is_sound_ = true;
};

}  // namespace wiretape::recorder::log
