#include "wiretape/core/wire/http/chunked_writer.h"

#include <array>
#include <charconv>
#include <cstddef>

namespace wiretape::wire {

void append_chunk(std::string& out, std::string_view data) {
  if (data.empty()) return;
  std::array<char, 2 * sizeof(std::size_t)> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), data.size(), 16);
  static_cast<void>(error);  // the array holds the largest size
  out.append(digits.data(), end).append("\r\n").append(data).append("\r\n");
}

}  // namespace wiretape::wire
