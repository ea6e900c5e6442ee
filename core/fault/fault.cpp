#include "wiretape/core/fault/fault.h"

#include <algorithm>

namespace wiretape::fault {

const ArgumentValue* FaultArguments::find(std::string_view name) const {
  const auto value = std::ranges::find(values_, name, [](const auto& each) { return each.first; });
  return value == values_.end() ? nullptr : &value->second;
}

}  // namespace wiretape::fault
