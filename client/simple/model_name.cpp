#include "wiretape/client/simple/model_name.h"

#include "wiretape/client/preset.h"

namespace wiretape::client {

NamedModel read_model_name(std::string_view name, std::string_view otherwise) {
  const auto slash = name.find('/');
  const auto before = name.substr(0, slash);
  if (slash == std::string_view::npos || find_preset(before) == nullptr)
    return {std::string(otherwise), std::string(name)};
  return {std::string(before), std::string(name.substr(slash + 1))};
}

}  // namespace wiretape::client
