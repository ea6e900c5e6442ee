#pragma once

#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// A level-1 answer and the dialect that renders it.
struct LoadedReply {
  provider::Reply reply;
  std::vector<provider::Reply> then{};  ///< as in Exchange
  const provider::Dialect* dialect = nullptr;
};

/// Reads what stands under `reply:`. Where it names no dialect, the request's path decides.
[[nodiscard]] LoadedReply read_reply(const yaml::YamlNode& node, const RequestRule& request, yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
