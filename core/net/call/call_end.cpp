#include "wiretape/core/net/call/call_end.h"

namespace wiretape::net {

std::string_view to_string(CallPhase phase) {
  switch (phase) {
    case CallPhase::resolve:
      return "resolve";
    case CallPhase::connect:
      return "connect";
    case CallPhase::tls:
      return "tls";
    case CallPhase::head:
      return "head";
    case CallPhase::body:
      return "body";
  }
  return "unknown";
}

std::string_view to_string(Deadline deadline) {
  switch (deadline) {
    case Deadline::resolve:
      return "resolve";
    case Deadline::connect:
      return "connect";
    case Deadline::tls:
      return "tls";
    case Deadline::first_byte:
      return "first_byte";
    case Deadline::idle:
      return "idle";
    case Deadline::total:
      return "total";
  }
  return "unknown";
}

}  // namespace wiretape::net
