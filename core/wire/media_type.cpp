#include "wiretape/core/wire/media_type.h"

#include <algorithm>

namespace wiretape::wire {

std::string media_type(std::string_view content_type) {
  content_type.remove_prefix(std::min(content_type.find_first_not_of(" \t"), content_type.size()));
  std::string type(content_type.substr(0, content_type.find_first_of("; \t")));
  std::ranges::transform(type, type.begin(),
                         [](char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte; });
  return type;
}

}  // namespace wiretape::wire
