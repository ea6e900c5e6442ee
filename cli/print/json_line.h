#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

namespace wiretape::cli {

/// A value as one line of JSON with its end, whatever bytes its texts hold: what is no UTF-8 is replaced, and what a
/// terminal would obey or a reader take for the end of the line is escaped.
[[nodiscard]] std::string json_line(const nlohmann::ordered_json& value);

}  // namespace wiretape::cli
