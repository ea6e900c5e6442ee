#pragma once

#include <cstddef>
#include <string_view>

#include "wiretape/recorder/capture/capture.h"

namespace wiretape::recorder::log {

/// What a log of one exchange says.
struct ReadLog {
  capture::Capture capture;
  std::size_t used = 0;  ///< bytes of the log that are sound; what is behind them was never written whole
};

/// Reads a log, or what there is of one: any bytes. Each read from upstream has the bytes that it brought; of those
/// that redaction still held back where the log ends, the last reads have none.
[[nodiscard]] ReadLog read_log(std::string_view log);

}  // namespace wiretape::recorder::log
