#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/text/diagnostic.h"

namespace wiretape::convert {

/// What curl tells of at once.
struct TraceRecord {
  enum class Kind { info, sent_head, sent_data, head, data };
  Kind kind = Kind::info;
  std::optional<std::chrono::microseconds> at{};  ///< since the first midnight; never goes back
  std::string bytes{};                            ///< of an info: its text
  bool is_exact = true;                           ///< false: dots stand for bytes that are not printable ASCII
  std::size_t line = 0;                           ///< where it begins, from 1
};

/// Whether a text begins as curl's traces do.
[[nodiscard]] bool begins_as_trace(std::string_view text);

/// Takes a trace apart. What TLS carries inside is left out. A mistake has its line.
[[nodiscard]] std::variant<std::vector<TraceRecord>, text::Diagnostic> trace_records(const std::string& name,
                                                                                     std::string_view text);

}  // namespace wiretape::convert
