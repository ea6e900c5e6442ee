#pragma once

#include <cstdint>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/yaml/emit_layout.h"

namespace wiretape::tape {

/// How values of fields are written that the loader may take for templates.
enum class FieldValues : std::uint8_t {
  verbatim,      ///< as they are: they are templates, or stand where there are none
  no_templates,  ///< in base64: they are bytes that only look like one
};

/// Header fields or trailers: a list of pairs, one a line.
[[nodiscard]] yaml::EmitNode emit_fields(const wire::HttpFields& fields, FieldValues values = FieldValues::verbatim);

/// Adds `interim`, `body`, `arrivals`, `framing` and `end` to a response. The texts of events come first and each on
/// its own line, so that other network cuts of the same content change the lines of `arrivals` only.
void add_recorded(yaml::EmitNode& response, const RecordedResponse& recorded);

}  // namespace wiretape::tape
