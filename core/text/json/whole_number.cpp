#include "wiretape/core/text/json/whole_number.h"

#include <charconv>

namespace wiretape::text {

std::optional<std::int64_t> whole_number(std::string_view token) {
  if (token.size() > 2 && token.starts_with('"') && token.ends_with('"')) token = token.substr(1, token.size() - 2);
  if (token.ends_with(".0")) token.remove_suffix(2);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
  if (error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
  return number;
}

}  // namespace wiretape::text
