#pragma once

namespace wiretape::cli {

/// Puts something into the place of standard streams that the command was started without (`>&-`), so that no socket or
/// file gets their number: reading finds the end, and writing fails.
void fill_standard_streams();

}  // namespace wiretape::cli
