#include "wiretape/core/provider/shared/errors/plain_name.h"

namespace wiretape::provider {

std::string plain_name(std::string_view name) {
  constexpr std::string_view parting = "_- .!";
  std::string out;
  for (const char byte : name) {
    if (byte >= 'A' && byte <= 'Z') {
      out += static_cast<char>(byte - 'A' + 'a');
    } else if (parting.find(byte) == std::string_view::npos) {
      out += byte;
    }
  }
  return out;
}

}  // namespace wiretape::provider
