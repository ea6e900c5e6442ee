#include "wiretape/recorder/replay/tapes_of_origin.h"

#include <algorithm>

namespace wiretape::recorder::replay {

tape::Tape of_origin(const tape::Tape& tape, const std::string& origin, const std::vector<std::string>& origins) {
  tape::Tape own = tape;
  std::erase_if(own.exchanges, [&](const tape::Exchange& exchange) {
    if (!exchange.recorded_request || exchange.recorded_request->upstream == origin) return false;
    return std::ranges::find(origins, exchange.recorded_request->upstream) != origins.end();
  });
  return own;
}

}  // namespace wiretape::recorder::replay
