#pragma once

#include <optional>
#include <string_view>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/text/json/strict_json.h"

// How providers write an error, whatever their dialect: text | { message | detail, type, code }. For .cpp files only,
// as strict_json.h. The functions return false where the walk must be given up.

namespace wiretape::provider {

/// Reads the value of an `error` member. null, false, 0, words of success, what is empty and an object of nothing but
/// these say that there is none, for some hosts send the member always: `error` then stays as it is.
bool read_json_error(text::StrictJson& json, text::StrictJson::Value& value, std::optional<ErrorDelta>& error);

/// Reads one member of an error object; those that are no part of an error are checked.
bool read_json_error_member(text::StrictJson& json, std::string_view name, text::StrictJson::Value& value,
                            ErrorDelta& error);

}  // namespace wiretape::provider
