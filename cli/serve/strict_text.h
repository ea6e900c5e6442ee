#pragma once

#include <string>

#include "wiretape/mockserver/host/strict_report.h"

namespace wiretape::cli {

/// What `wiretape serve --strict` finds wrong, for people: a line for each request, exchange and fault. Empty where all
/// is clean.
[[nodiscard]] std::string strict_text(const mockserver::StrictReport& report);

/// The same for scripts: one line of JSON with its end.
[[nodiscard]] std::string strict_json(const mockserver::StrictReport& report);

}  // namespace wiretape::cli
