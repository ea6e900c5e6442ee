#pragma once

#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::program {

/// Adds what a server says in every head behind a response's own fields, unless those have one of the first's name.
void add_server_fields(wire::HttpFields& head, const wire::HttpFields& server_fields);

}  // namespace wiretape::program
