#pragma once

#include <string>
#include <string_view>

#include "wiretape/core/fault/fault.h"

namespace wiretape::compile {

/// A plan of one fault with no more than it must have, and with a place where one is given.
inline std::string plain_plan(const fault::FaultType& type, std::string_view place = "") {
  std::string arguments(place);
  for (const fault::FaultParameter& parameter : type.parameters) {
    if (!parameter.is_required) continue;
    const bool is_count = parameter.kind == fault::FaultParameter::Kind::count;
    arguments += arguments.empty() ? "" : ";";
    arguments.append(parameter.name).append("=").append(is_count ? std::to_string(parameter.most) : "length");
  }
  return std::string(type.name) + (arguments.empty() ? "" : ":") + arguments;
}

}  // namespace wiretape::compile
