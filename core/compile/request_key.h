#pragma once

#include <cstdint>
#include <string_view>

#include "wiretape/core/provider/request_view.h"

namespace wiretape::compile {

/// What makes two requests the same for everything random: session, method, path and canonical body (JSON by value, but
/// for texts whose member's name says that they are secrets; other bodies by byte). Equal requests have equal keys, on
/// any machine, whoever asks with whatever key.
[[nodiscard]] std::uint64_t request_key(std::string_view session, const provider::RequestView& request);

}  // namespace wiretape::compile
