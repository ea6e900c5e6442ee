#pragma once

namespace wiretape::text {

/// How deep a JSON text may be nested that is kept as a value. The parser itself does not recurse; what is done with a
/// value later (dump, compare) does.
inline constexpr int deepest_json = 200;

}  // namespace wiretape::text
