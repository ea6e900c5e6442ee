#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/timeline/said.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::timeline {

/// Which part of an event a step sends.
enum class Part : std::uint8_t { whole, begin, middle, end };

/// "whole", "begin", "middle" or "end".
[[nodiscard]] std::string_view to_string(Part part);

/// What of an event one step sends.
struct HeardEvent {
  enum class Kind : std::uint8_t {
    event,    ///< of a stream
    comment,  ///< in a stream
    answer,   ///< a whole answer that is no stream; only where its last byte is sent
  };

  Kind kind = Kind::event;
  Part part = Part::whole;
  std::size_t number = 0;    ///< of an event, from 1, as faults count them; else 0
  std::vector<Said> says{};  ///< where its last byte is sent; then never empty for an event or a comment
};

/// What a reader gets by one step of a program.
struct HeardStep {
  std::size_t body_begin = 0;  ///< bytes of the body before it, transfer coding removed
  std::size_t body_end = 0;    ///< and with it
  std::vector<HeardEvent> events{};

  [[nodiscard]] std::size_t body_bytes() const { return body_end - body_begin; }
};

/// What a reader gets of a program that is played to it.
struct Heard {
  std::optional<wire::HttpResponseHead> head{};  ///< absent where that does not come whole, or is none
  std::vector<HeardStep> steps;                  ///< as many as the program's
};

/// Reads a program as a client of that dialect would, step by step. A packed body says nothing.
[[nodiscard]] Heard hear(const program::WireProgram& program, const provider::Dialect& dialect);

}  // namespace wiretape::timeline
