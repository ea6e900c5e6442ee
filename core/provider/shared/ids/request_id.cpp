#include "wiretape/core/provider/shared/ids/request_id.h"

#include <bit>

namespace wiretape::provider {

std::string request_id_end(std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string end(open_request_id);
  for (char& each : end) {
    number = std::rotl(number, 4);
    each = digits[number & 0xFU];
  }
  return end;
}

}  // namespace wiretape::provider
