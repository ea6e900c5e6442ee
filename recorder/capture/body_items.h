#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/wire/http/http_field.h"

namespace wiretape::recorder::capture {

/// A body in the items in which a tape keeps it; together they are the body. Of a stream one is an event with what ends
/// it, of everything else, and of a body that is packed, a line, cut where it is longer than 8 KiB. They depend on the
/// bytes alone, not on how they arrived.
[[nodiscard]] std::vector<std::string> body_items(const wire::HttpFields& head, std::string_view body);

}  // namespace wiretape::recorder::capture
