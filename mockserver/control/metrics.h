#pragma once

#include <cstddef>
#include <string>

#include "wiretape/core/journal/journal.h"

namespace wiretape::mockserver {

/// The content type of metrics_text().
inline constexpr const char* metrics_content_type = "text/plain; version=0.0.4; charset=utf-8";

/// What has happened since the start, in the Prometheus text format 0.0.4.
[[nodiscard]] std::string metrics_text(const journal::Totals& totals, std::size_t open_connections);

}  // namespace wiretape::mockserver
