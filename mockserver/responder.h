#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wiretape/core/program/compile.h"
#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http_message.h"
#include "wiretape/mockserver/prefixed_target.h"

namespace wiretape::mockserver {

/// What a server lays over every tape's own delivery.
struct DeliveryOverride {
  double speed = 1.0;      ///< multiplies each exchange's speed; above 0
  bool instant = false;    ///< plays everything without waiting
  std::uint64_t seed = 0;  ///< joins each exchange's seed
};

/// What to play for a request.
struct Answer {
  std::shared_ptr<const program::WireProgram> program;
  std::string session;   ///< "" where the path names none
  std::string exchange;  ///< id of the exchange that answers; "" where the server answers by itself
};

/// Turns requests into wire programs: tapes in, programs out, no I/O. The same tapes, overrides and requests in the
/// same order give the same programs. Programs that hold nothing random are compiled once and shared. Not thread safe.
class Responder {
 public:
  /// Exchanges are asked in the order of the tapes, then of the file.
  explicit Responder(std::vector<tape::Tape> tapes, DeliveryOverride delivery = {});

  /// Answers any request: the matching exchange's program, else the model list or wiretape's own 404; a plan or prefix
  /// that can't be taken gets a 4xx that says why.
  [[nodiscard]] Answer respond(const wire::HttpRequest& request);

  /// The answer to bytes that are no request. The connection closes after it.
  [[nodiscard]] static Answer refuse(const wire::HttpError& error);

 private:
  struct Prepared;

  std::shared_ptr<const program::WireProgram> program_for(std::size_t index, const provider::RequestView& request,
                                                          std::string_view session,
                                                          const program::ResponseContext& context);
  std::uint64_t seed_for(const tape::Exchange& exchange, const provider::RequestView& request,
                         std::string_view session);

  std::vector<tape::Tape> tapes_;
  std::vector<const tape::Exchange*> exchanges_;
  std::vector<std::shared_ptr<Prepared>> prepared_;
  tape::Matcher matcher_;
  DeliveryOverride override_;
  std::unordered_map<std::uint64_t, std::uint64_t> attempts_;  // by request key; only for exchanges with randomness
};

}  // namespace wiretape::mockserver
