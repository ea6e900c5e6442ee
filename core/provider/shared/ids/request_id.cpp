#include "wiretape/core/provider/shared/ids/request_id.h"

#include <cstddef>

namespace wiretape::provider {
namespace {

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t digits_of_number = 16;

}  // namespace

RequestIdEnd request_id_end(std::uint64_t number) {
  RequestIdEnd end;
  for (std::size_t at = 0; at < digits_of_number; ++at)
    end[at] = digits[(number >> (60 - 4 * at)) & 0xFU];
  for (std::size_t at = digits_of_number; at < end.size(); ++at)
    end[at] = end[at - digits_of_number];
  return end;
}

}  // namespace wiretape::provider
