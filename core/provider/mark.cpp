#include "wiretape/core/provider/mark.h"

namespace wiretape::provider {

std::string_view to_string(MarkKind kind) {
  switch (kind) {
    case MarkKind::delta:
      return "delta";
    case MarkKind::text:
      return "text";
    case MarkKind::first_text:
      return "first_text";
    case MarkKind::reasoning:
      return "reasoning";
    case MarkKind::first_tool_delta:
      return "first_tool_delta";
    case MarkKind::tool_args:
      return "tool_args";
    case MarkKind::before_finish:
      return "before_finish";
    case MarkKind::after_finish:
      return "after_finish";
    case MarkKind::before_done:
      return "before_done";
    case MarkKind::after_done:
      return "after_done";
  }
  return "unknown";
}

}  // namespace wiretape::provider
