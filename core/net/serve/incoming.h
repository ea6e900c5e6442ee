#pragma once

namespace wiretape::net {

/// What a look at the receiving side of a connection shows.
enum class Incoming { nothing, bytes, fin, reset };

}  // namespace wiretape::net
