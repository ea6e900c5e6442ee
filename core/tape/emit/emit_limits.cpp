#include "wiretape/core/tape/emit/emit_limits.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wiretape::tape {

yaml::EmitNode emit_limits(const Limits& limits) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  const auto add = [&](std::string_view key, const std::optional<std::uint64_t>& limit) {
    if (limit) node.add(key, yaml::EmitNode::spelled(std::to_string(*limit)));
  };
  add("requests_per_minute", limits.requests_per_minute);
  add("tokens_per_minute", limits.tokens_per_minute);
  return node;
}

}  // namespace wiretape::tape
