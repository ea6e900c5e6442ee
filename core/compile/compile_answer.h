#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/program/layout/transfer.h"
#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/tape.h"

namespace wiretape::compile {

/// All that an answer's program depends on.
struct AnswerInput {
  const tape::Answer& answer;
  const provider::Dialect* dialect;  ///< nullptr: unknown
  const provider::RequestView& request;
  const tape::Delivery& delivery;
  program::ResponseContext context{};
  std::uint64_t seed = 0;                            ///< decides all that is random
  std::span<const fault::Fault* const> faults = {};  ///< those that hit, in the order in which they were given
  wire::HttpFields extra_fields = {};                ///< take the place of the answer's own of the same names
  wire::HttpFields server_fields = {};  ///< come behind those, unless one has the name of the first of these
};

/// A program, and what broke it.
struct CompiledAnswer {
  program::WireProgram program;
  std::vector<const fault::Fault*> faults;  ///< of the input, without those that were optional and had no place
};

/// A fault that the answer can't have.
struct UnfitFault {
  const fault::Fault* fault;
  std::string found;     ///< "no event 9 in the answer"
  std::string expected;  ///< the places that are there
};

/// All stages, with the faults of each: stage by stage, then in the order given. The same input gives the same program
/// everywhere. Faults that leave the program as it is without them don't fit.
[[nodiscard]] std::variant<CompiledAnswer, UnfitFault> compile_answer(const AnswerInput& input);

}  // namespace wiretape::compile
