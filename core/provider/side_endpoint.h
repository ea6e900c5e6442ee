#pragma once

#include <string_view>

#include "wiretape/core/provider/request_view.h"

namespace wiretape::provider {

struct WholeAnswer;

/// What a provider's API has beside the endpoint that answers in its dialect: embeddings, a count of tokens, a model.
/// Its answer depends on the request alone, and is the same everywhere.
struct SideEndpoint {
  std::string_view method;

  /// Whether a request to this path asks for it, whatever prefix the host puts before it.
  bool (*is_at)(std::string_view path);

  /// The provider's answer, or its error where the request can't have one.
  WholeAnswer (*answer)(const RequestView& request);
};

}  // namespace wiretape::provider
