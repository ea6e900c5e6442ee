#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// A name in the form that all its spellings share, letters in lower case without what parts words: `error_msg`,
/// `errorMsg` and `ErrorMsg` are one name.
[[nodiscard]] std::string plain_name(std::string_view name);

}  // namespace wiretape::provider
