#pragma once

#include <string_view>

namespace wiretape::redact {

/// Whether the name of a header or of a parameter says that its value is a secret: its last word does, whatever stands
/// before it (`x-api-key`, `client_secret`, `refreshToken`). Words end at a capital after a small letter and at every
/// character that is no letter; what follows the last letter (`key[0]`, `token2`) doesn't count. In any letters.
[[nodiscard]] bool names_secret(std::string_view name);

}  // namespace wiretape::redact
