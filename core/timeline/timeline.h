#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/program/wire_program.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/timeline/heard.h"
#include "wiretape/core/timeline/totals.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::timeline {

/// A fault of an exchange's plan, and where it shows.
struct PlacedFault {
  std::string text;     ///< as a plan in a URL writes it
  bool is_hit = false;  ///< it breaks the answer to a first request
  /// The index of the first step that would be another without it, or the number of steps: nothing comes any more that
  /// would. Absent where it is not hit, or another fault hides it.
  std::optional<std::size_t> step{};

  friend bool operator==(const PlacedFault&, const PlacedFault&) = default;
};

/// Who made an answer end as it does.
enum class EndedBy : std::uint8_t {
  server,    ///< the answer is as it is scripted
  fault,     ///< of the exchange's plan: without faults it would end otherwise
  upstream,  ///< of a recording
  client,    ///< of a recording: it left
};

/// "server", "fault", "upstream" or "client".
[[nodiscard]] std::string_view to_string(EndedBy by);

/// How an exchange ends.
struct TimelineEnding {
  wire::Ending how = wire::Ending::complete;
  EndedBy by = EndedBy::server;
  wire::Ending played = wire::Ending::complete;  ///< what a peer finds: another one where `how` can't be played
};

/// What of a rule must hold of a request.
struct RuleClause {
  std::string name;      ///< as tape::Clause has it: "path", "json /model" …
  std::string expected;  ///< as the tape says it
};

/// An exchange in time: what is asked, and each step of what answers it. A value.
struct Timeline {
  std::string tape;  ///< its name
  std::size_t line = 0;
  std::string exchange;
  std::string method;
  std::string target;
  std::vector<RuleClause> rule;
  std::string_view dialect;  ///< in which the answer is read
  std::string_view answer;   ///< what the tape gives: "reply", "stream", "body" or "recorded"
  bool has_reads = false;    ///< its writes are the reads of a recording, at their times
  std::shared_ptr<const program::WireProgram> program;
  Heard heard;  ///< of the program
  std::vector<PlacedFault> faults;
  TimelineEnding ending;
  Totals totals;
};

/// What a timeline is made of.
struct TimelineInput {
  std::string_view tape;  ///< its name
  const tape::Exchange& exchange;
  const wire::HttpRequest& request;  ///< which it answers, without prefixes in its target
  const provider::Dialect& dialect;  ///< in which the answer is read
  std::shared_ptr<const program::WireProgram> program;
  const program::WireProgram& plain;  ///< the program without the exchange's faults
  std::vector<PlacedFault> faults = {};
};

/// The timeline of a compiled exchange.
[[nodiscard]] Timeline make_timeline(TimelineInput input);

}  // namespace wiretape::timeline
