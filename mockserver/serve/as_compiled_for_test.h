#pragma once

#include <cstddef>
#include <string>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/shared/ids/request_id.h"

namespace wiretape::mockserver {

/// What was read of a program's bytes as they were compiled: without the request's own id, which takes the place of
/// the open one while it is played.
inline std::string as_compiled(std::string read, const program::WireProgram& program) {
  for (const std::size_t place : program.open_request_ids) {
    if (place + provider::open_request_id.size() > read.size()) continue;
    read.replace(place, provider::open_request_id.size(), provider::open_request_id);
  }
  return read;
}

}  // namespace wiretape::mockserver
