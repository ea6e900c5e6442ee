#pragma once

#include <cstddef>

namespace wiretape::net {

/// Raises this process's soft limit on open files to its hard limit. Returns the limit then in force.
std::size_t raise_file_descriptor_limit();

}  // namespace wiretape::net
