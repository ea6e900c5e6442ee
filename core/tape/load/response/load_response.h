#pragma once

#include <variant>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/yaml_node.h"

namespace wiretape::tape {

/// An answer of level 2 or 3, and the dialect of its events where it is known.
struct LoadedResponse {
  std::variant<StreamResponse, PlainResponse, RecordedResponse> answer;
  const provider::Dialect* dialect = nullptr;
};

/// Reads what stands under `response:`. Where it names no dialect, the request's path decides; no content type belongs
/// to one dialect alone so far.
[[nodiscard]] LoadedResponse read_response(const yaml::YamlNode& node, const RequestRule& request,
                                           yaml::Mistakes& mistakes);

}  // namespace wiretape::tape
