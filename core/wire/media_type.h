#pragma once

#include <string>
#include <string_view>

namespace wiretape::wire {

/// The media type that a content type names, without its parameters, in lower case (RFC 9110 section 8.3.1).
[[nodiscard]] std::string media_type(std::string_view content_type);

}  // namespace wiretape::wire
