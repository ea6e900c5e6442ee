#include "wiretape/core/provider/events.h"

#include <utility>

namespace wiretape::provider {

void set_data(DataEvent& event, std::string data) {
  event.data = std::move(data);
  if (event.verbatim.empty()) return;
  event.verbatim = wire::codec_of(event.framing).with_data(event.verbatim, event.data);
}

}  // namespace wiretape::provider
