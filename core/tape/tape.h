#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/tape/called_tools.h"
#include "wiretape/core/tape/conversation_rule.h"
#include "wiretape/core/tape/dialogue.h"
#include "wiretape/core/tape/fault_plan.h"
#include "wiretape/core/tape/profile/profile.h"
#include "wiretape/core/tape/recorded_request.h"
#include "wiretape/core/tape/text_rule.h"
#include "wiretape/core/text/position.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::tape {

/// A query parameter or header field that must be there, with a value that meets the rule. Of several with the name one
/// must.
struct NamedRule {
  std::string name;
  TextRule value;

  friend bool operator==(const NamedRule&, const NamedRule&) = default;
};

/// What a request must be to get the exchange's answer: all clauses must hold. Absent ones match anything.
struct RequestRule {
  std::optional<std::string> method{};
  std::optional<std::string>
      path{};                        ///< segments are literal, "*" (any one; at the end any rest) or "{name}" (any one)
  std::vector<NamedRule> query{};    ///< percent-decoded
  std::vector<NamedRule> headers{};  ///< names in any letters
  std::optional<std::string> json{};   ///< JSON text: a pattern that the body must contain, as json_contains says
  ConversationRule conversation{};     ///< in the exchange's dialect; where it has none, in that of the request
  std::vector<TextRule> body{};        ///< of kind contains or matches: the body or, where that is JSON, a text in it
  std::vector<RequestRule> none_of{};  ///< none of these may match
  /// Of an exchange that follow_ups() made, none in a tape as it is written: what the replies before called, each with
  /// its results; `conversation`, and what `json` says of the messages, is about the conversation before them.
  std::vector<CalledTools> rounds{};

  friend bool operator==(const RequestRule&, const RequestRule&) = default;
};

/// How the body is cut into writes. One fragment is one HTTP chunk and one send.
struct FragmentWhole {
  friend bool operator==(const FragmentWhole&, const FragmentWhole&) = default;
};
struct FragmentEvents {
  friend bool operator==(const FragmentEvents&, const FragmentEvents&) = default;
};
struct FragmentLines {
  friend bool operator==(const FragmentLines&, const FragmentLines&) = default;
};
/// A cut inside every multi-byte character, and nowhere else.
struct FragmentUtf8 {
  friend bool operator==(const FragmentUtf8&, const FragmentUtf8&) = default;
};
struct FragmentSize {
  std::size_t bytes;  ///< at least 1

  friend bool operator==(const FragmentSize&, const FragmentSize&) = default;
};
struct FragmentAt {
  std::vector<std::uint64_t> offsets;  ///< 0-based body offsets to cut before

  friend bool operator==(const FragmentAt&, const FragmentAt&) = default;
};
struct FragmentRandom {
  std::size_t least;  ///< at least 1
  std::size_t most;

  friend bool operator==(const FragmentRandom&, const FragmentRandom&) = default;
};
using Fragmentation =
    std::variant<FragmentEvents, FragmentWhole, FragmentLines, FragmentUtf8, FragmentSize, FragmentAt, FragmentRandom>;

/// How the bytes are cut and paced.
struct Delivery {
  std::chrono::microseconds first_byte{0};  ///< from the whole request to the first byte of the response
  std::chrono::microseconds gap{0};         ///< between two events, however they are cut; without events: fragments
  std::chrono::microseconds write_gap{0};   ///< between two fragments, beside what else keeps them apart
  std::chrono::microseconds jitter{0};  ///< each gap is moved by at most this much either way, evenly, never below 0
  std::optional<double> tokens_per_second;  ///< in place of `gap`: between two token-carrying events
  std::optional<NamedProfile> profile;      ///< in place of the times above and of `fragment`
  double speed = 1.0;                       ///< divides every time; above 0
  bool instant = false;                     ///< played without waiting; the times stay, for the journal
  Fragmentation fragment;
  std::uint64_t seed = 0;
  /// A recorded response is cut and paced as it arrived: the tape gives neither times nor fragments of its own.
  bool as_recorded = false;

  friend bool operator==(const Delivery&, const Delivery&) = default;

  /// Whether two plays may differ: something random is asked for.
  [[nodiscard]] bool uses_random() const;
};

/// Level 2: a response whose stream is given event by event.
struct StreamResponse {
  wire::HttpResponseHead head;
  std::vector<provider::Event> events;

  friend bool operator==(const StreamResponse&, const StreamResponse&) = default;
};

/// A response whose body is given as it is.
struct PlainResponse {
  wire::HttpResponseHead head;
  std::string body;

  friend bool operator==(const PlainResponse&, const PlainResponse&) = default;
};

/// What one read from upstream brought.
struct Arrival {
  std::chrono::microseconds gap{0};  ///< since the read before it; of the first, since the whole request was sent
  std::uint64_t bytes = 0;  ///< of the body, framing taken off; 0 for a read that brought only the head or the end

  friend bool operator==(const Arrival&, const Arrival&) = default;
};

/// How a recorded response ended, and by whom.
struct RecordedEnd {
  enum class By { upstream, client };
  By by = By::upstream;
  wire::Ending how = wire::Ending::complete;

  friend bool operator==(const RecordedEnd&, const RecordedEnd&) = default;
};

/// The response had no length and was not chunked: close was its framing.
struct CloseFraming {
  friend bool operator==(const CloseFraming&, const CloseFraming&) = default;
};

/// The chunked coding as upstream sent it.
struct ChunkFraming {
  std::vector<std::uint64_t> sizes;  ///< of the chunks, each above 0; empty where they were not kept
  wire::HttpFields trailers;

  friend bool operator==(const ChunkFraming&, const ChunkFraming&) = default;
};

/// How a recorded body travelled; monostate: as its head says, chunked where that says nothing.
using RecordedFraming = std::variant<std::monostate, CloseFraming, ChunkFraming>;

/// Level 3: a response as a recorder saw it, byte by byte. Its parts do not contradict each other.
struct RecordedResponse {
  wire::HttpResponseHead head;
  std::vector<std::string> body;  ///< verbatim, one item an event; together they are the body
  std::vector<Arrival> arrivals;  ///< add up to the body; empty where they were not kept
  RecordedEnd end;
  RecordedFraming framing;
  std::vector<wire::HttpResponseHead> interim{};  ///< informational heads that came before `head`, but for 101

  friend bool operator==(const RecordedResponse&, const RecordedResponse&) = default;
};

/// What an exchange answers with.
using Answer = std::variant<provider::Reply, StreamResponse, PlainResponse, RecordedResponse, Dialogue>;

/// One rule and its answer.
struct Exchange {
  std::string id{};  ///< unique in its tape; default "exchange-N"
  text::Position position{};
  RequestRule request{};
  std::optional<std::uint64_t> uses{};         ///< answers that many requests of a session, then no more; at least 1
  const provider::Dialect* dialect = nullptr;  ///< known for a Reply; may be unknown for the others
  Answer answer{};
  /// Of a Reply that calls tools: what answers once their results are there, then, where that calls tools, once these
  /// are, and so on. The dialect is the same. unfolded() makes exchanges of them.
  std::vector<provider::Reply> then{};
  bool is_template = false;  ///< the answer's texts have placeholders that the request fills (fill_answer)
  Delivery delivery{};
  FaultPlan faults{};  ///< what is to break; what the names mean is for fault::check_plan to say
  std::optional<RecordedRequest> recorded_request{};  ///< what was asked when it was recorded

  /// Whether both say the same, wherever in their files they stand.
  friend bool operator==(const Exchange& left, const Exchange& right);
};

/// How much each session may ask of a tape. What is absent is not limited.
struct Limits {
  std::optional<std::uint64_t> requests_per_minute{};  ///< at least 1
  std::optional<std::uint64_t> tokens_per_minute{};    ///< at least 1

  [[nodiscard]] bool is_any() const { return requests_per_minute || tokens_per_minute; }

  friend bool operator==(const Limits&, const Limits&) = default;
};

/// A loaded tape.
struct Tape {
  std::string name;        ///< the file's name as it was given
  Limits limits{};         ///< shared by all exchanges
  bool validates = false;  ///< a request that the provider would refuse gets its 400 in place of an exchange's answer
  std::vector<Exchange> exchanges;

  friend bool operator==(const Tape&, const Tape&) = default;
};

}  // namespace wiretape::tape
