#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/text/json/strict_json.h"

// For .cpp files only, as strict_json.h.

namespace wiretape::provider {

/// Reads a finish reason: a text, a number but 0, or an object that has it as its `type`; nothing else is one. `reason`
/// is empty where it names none. An object that says how the answer was interrupted is an error with its words. False
/// where the walk must be given up.
bool read_finish_reason(text::StrictJson& json, text::StrictJson::Value& value, std::string_view& reason,
                        std::optional<ErrorDelta>& error);

}  // namespace wiretape::provider
