#include "wiretape/recorder/diff/difference.h"

namespace wiretape::recorder::diff {

std::string_view to_string(Severity severity) {
  if (severity == Severity::breaking) return "breaking";
  return severity == Severity::additive ? "additive" : "volatile";
}

}  // namespace wiretape::recorder::diff
