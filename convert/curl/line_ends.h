#pragma once

#include <string>

#include "wiretape/core/wire/framing.h"

namespace wiretape::convert {

/// Puts line ends back where `--trace-ascii` wrote dots: where events of that framing must end, or their lines, and
/// nowhere else. All other dots stay, whatever they stood for. The size stays.
void restore_line_ends(std::string& body, wire::Framing framing);

}  // namespace wiretape::convert
