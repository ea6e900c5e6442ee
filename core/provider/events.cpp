#include "wiretape/core/provider/events.h"

#include <utility>

#include "wiretape/core/wire/sse/sse_lines.h"

namespace wiretape::provider {

void set_data(DataEvent& event, std::string data) {
  event.data = std::move(data);
  if (!event.verbatim.empty()) event.verbatim = wire::with_data(event.verbatim, event.data);
}

}  // namespace wiretape::provider
