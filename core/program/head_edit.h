#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wiretape/core/wire/http_message.h"

namespace wiretape::program {

/// Gives the first field of that name a value and takes the others of it out; adds the field where there is none.
void set_field(wire::HttpFields& fields, std::string_view name, std::string value);

/// Takes out every field of that name.
void erase_fields(wire::HttpFields& fields, std::string_view name);

/// Lets a Content-Length that is there say the size of a body that a fault has changed.
void fit_content_length(wire::HttpFields& fields, std::size_t body_size);

}  // namespace wiretape::program
