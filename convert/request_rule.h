#pragma once

#include <string_view>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::convert {

/// The rule that a recorded request meets, and others like it: its method, its path, its query without what is masked,
/// and of a JSON body the members that say what is asked: model, messages and what they are called elsewhere, and
/// whether a stream is wanted. A body without any of them counts whole, any other body not at all. `target` may be a
/// whole URL.
[[nodiscard]] tape::RequestRule request_rule(std::string_view method, std::string_view target,
                                             const wire::HttpFields& fields, std::string_view body);

}  // namespace wiretape::convert
