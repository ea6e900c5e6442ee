#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "wiretape/recorder/diff/json_shape.h"

namespace wiretape::recorder::diff {

/// The events of one type, or a body that is no stream.
struct EventShape {
  std::size_t count = 0;
  std::size_t first = 0;  ///< their places among all events
  std::size_t last = 0;
  JsonShape json{};
  bool is_json = true;  ///< all of them
};

/// The events of a body by type: an event's name, the `type` in its JSON, its text where that is a short word such as
/// [DONE], "text" where it is another, or "" where nothing tells it. A body that is no stream is one event of type "".
using AnswerShape = std::map<std::string, EventShape>;

[[nodiscard]] AnswerShape shape_of(std::string_view content_type, std::string_view body);

}  // namespace wiretape::recorder::diff
