#include "wiretape/core/fault/fault.h"

#include <algorithm>

namespace wiretape::program {

const ArgumentValue* FaultArguments::find(std::string_view name) const {
  const auto value = std::ranges::find(values_, name, [](const auto& each) { return each.first; });
  return value == values_.end() ? nullptr : &value->second;
}

}  // namespace wiretape::program
