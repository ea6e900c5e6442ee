#pragma once

#include <optional>
#include <string>

#include "wiretape/core/text/one_line.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {

/// Reads what stands under `reason:`; "" where that can't be one.
[[nodiscard]] inline std::string read_reason(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  const std::optional<std::string> reason = yaml::read_text(node, "a reason phrase", mistakes);
  if (reason && !text::is_one_line(*reason)) yaml::refuse(node, "a reason phrase without CR, LF and NUL", mistakes);
  return reason.value_or("");
}

}  // namespace wiretape::tape
