#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::mockserver {

/// What a Playback plays for a request, and what the journal tells of it.
struct Playable {
  std::shared_ptr<const program::WireProgram> program;
  std::string session;                ///< "" where the path names none
  std::string exchange;               ///< id of the exchange that answers; "" where the server answers by itself
  bool is_unmatched = false;          ///< it is the 404 for what no exchange answers
  bool is_limited = false;            ///< it is a 429: the exchange would answer, but for a quota of its tape
  std::vector<std::string> faults{};  ///< those that are in the program, each as a plan writes it
  std::string error{};                ///< why the exchange can't answer, where the server tells that in its place
  std::string miss{};  ///< why none answers: the nearest miss, or what the request asks wrongly; without secrets
  /// The exchange that answers by its own answer, whole or broken; null where the server does. Valid as long as its
  /// tape is one of the responder's.
  const tape::Exchange* source = nullptr;
  std::uint64_t request_number = 0;  ///< what its request's id is made of: another for each, the same each time
};

}  // namespace wiretape::mockserver
