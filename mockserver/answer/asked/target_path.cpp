#include "wiretape/mockserver/answer/asked/target_path.h"

#include <utility>
#include <variant>

#include "wiretape/mockserver/answer/asked/prefixed_target.h"

namespace wiretape::mockserver {

std::function<bool(std::string_view)> has_path(std::string path) {
  return [path = std::move(path)](std::string_view target) {
    const auto split = split_target(target);
    const auto* parts = std::get_if<PrefixedTarget>(&split);
    return parts != nullptr && parts->path == path;
  };
}

}  // namespace wiretape::mockserver
