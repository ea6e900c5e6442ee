#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "wiretape/core/fault/listener_action.h"
#include "wiretape/core/fault/place.h"
#include "wiretape/core/program/layout/compile.h"
#include "wiretape/core/program/random.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/text/position.h"
#include "wiretape/core/wire/framing.h"

namespace wiretape::fault {

/// A parameter of a fault beside its place and its conditions.
struct FaultParameter {
  enum class Kind : std::uint8_t {
    count,     ///< a whole number from `least` to `most`
    duration,  ///< as tapes write it, from `least` to `most` microseconds
    offset,    ///< a whole number with its sign, from -`most` to +`most`
    flag,      ///< true or false
    text,      ///< any text
    word,      ///< one of `words`
  };
  std::string_view name;
  Kind kind;
  std::string_view standard;  ///< the value where none is given, as a plan writes it; empty: there is none
  std::string_view meaning;   ///< half a sentence for the table of faults
  std::uint64_t least = 0;
  std::uint64_t most = 1'000'000;
  std::string_view words = {};  ///< "data|size_line|…"
  bool is_required = false;     ///< a fault without it is refused
};

using ArgumentValue = std::variant<std::uint64_t, std::int64_t, std::chrono::microseconds, bool, std::string>;

/// A fault's arguments, checked against its parameters; those with a standard value are there always.
class FaultArguments {
 public:
  void set(std::string_view name, ArgumentValue value) { values_.emplace_back(name, std::move(value)); }
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }

  // Of a parameter that is required, has a standard value, or has() said to be there.
  [[nodiscard]] std::uint64_t count(std::string_view name) const { return std::get<std::uint64_t>(*find(name)); }
  [[nodiscard]] std::int64_t offset(std::string_view name) const { return std::get<std::int64_t>(*find(name)); }
  [[nodiscard]] std::chrono::microseconds duration(std::string_view name) const {
    return std::get<std::chrono::microseconds>(*find(name));
  }
  [[nodiscard]] bool flag(std::string_view name) const { return std::get<bool>(*find(name)); }
  [[nodiscard]] const std::string& text(std::string_view name) const { return std::get<std::string>(*find(name)); }

  [[nodiscard]] std::optional<std::string> text_if_given(std::string_view name) const {
    return has(name) ? std::optional(text(name)) : std::nullopt;
  }

 private:
  [[nodiscard]] const ArgumentValue* find(std::string_view name) const;

  std::vector<std::pair<std::string_view, ArgumentValue>> values_;
};

/// Ordinals from `least` to `most`, 1-based.
struct OrdinalRange {
  std::uint64_t least = 1;
  std::uint64_t most = 1;

  [[nodiscard]] bool has(std::uint64_t ordinal) const { return least <= ordinal && ordinal <= most; }
  friend bool operator==(const OrdinalRange&, const OrdinalRange&) = default;
};

/// When a fault hits, beside having its place. What is absent does not matter.
struct FaultCondition {
  std::optional<OrdinalRange> attempt{};     ///< of the request: how often it was made in its session
  std::optional<OrdinalRange> connection{};  ///< of the server's connections, in the order accepted
  std::optional<std::string> exchange{};     ///< the id of the exchange that answers
  std::optional<std::uint32_t> chance{};     ///< of a thousand million
  std::optional<std::uint64_t> seed{};       ///< joins the exchange's seed

  friend bool operator==(const FaultCondition&, const FaultCondition&) = default;
};

struct FaultType;

/// One fault of a plan that was checked: what, where, when.
struct Fault {
  const FaultType* type = nullptr;
  FaultArguments arguments{};
  std::optional<Place> place{};  ///< absent: the type's own
  FaultCondition condition{};
  bool is_optional = false;  ///< lets a place that is not there pass
  text::Position position{};
  std::string text{};  ///< as a plan in a URL writes it
};

/// What a fault may know beside the stage that it changes.
struct FaultContext {
  const provider::Dialect* dialect;  ///< nullptr: unknown
  const provider::RequestView& request;
  program::ResponseContext response;
  std::optional<wire::Framing> framing;  ///< of the answer's events; absent: it is no stream
  program::Random& random;               ///< this fault's own
};

/// A fault at work. `place` is where, in terms of the stage: an index of events, an offset of the body or of the wire.
struct FaultCall {
  const Fault& fault;
  std::size_t place;
  const FaultContext& context;

  [[nodiscard]] const FaultArguments& arguments() const { return fault.arguments; }
};

/// Why an answer can't have a fault: "an answer that is no stream".
struct Misfit {
  std::string found;
  std::string expected;
};

/// Nothing: the fault is done.
using FaultResult = std::optional<Misfit>;

// What a fault changes, in the order in which the stages come; faults of one stage are applied as they are written.

/// Acts before there is a request: says what whoever listens is to do.
struct ListenerFault {
  ListenerAction (&action)(const FaultArguments& arguments);
};
/// Puts another answer in the place of the tape's.
struct ReplyFault {
  FaultResult (*apply)(program::Response& response, const FaultCall& call);
};
/// Changes the events of a stream.
struct EventsFault {
  FaultResult (*apply)(provider::Events& events, const FaultCall& call);
};
/// Changes the bytes of a body, or the head.
struct BodyFault {
  FaultResult (*apply)(program::Response& response, const FaultCall& call);
};
/// Changes what is on the wire, and when.
struct WireFault {
  FaultResult (*apply)(program::WireDraft& wire, const FaultCall& call);
};
using FaultFunction = std::variant<ListenerFault, ReplyFault, EventsFault, BodyFault, WireFault>;

/// For FaultType::framings.
inline constexpr std::array only_server_sent_events{wire::Framing::sse};
inline constexpr std::array only_websockets{wire::Framing::websocket};
inline constexpr std::array only_bodies{wire::Framing::sse, wire::Framing::ndjson,
                                        wire::Framing::json_array};  ///< of HTTP messages
inline constexpr std::array only_with_comments{wire::Framing::sse, wire::Framing::websocket};

/// A kind of fault: its name, its parameters, what it does. One file in faults/ each.
struct FaultType {
  std::string_view name;
  std::string_view family;   ///< for the table of faults
  std::string_view summary;  ///< what it does: a sentence
  std::string_view seen;     ///< what a client sees on its socket: a sentence
  FaultFunction function;
  std::span<const FaultParameter> parameters = {};
  PlaceUse places = PlaceUse::none;
  std::string_view standard_place = {};          ///< where the plan gives no place: a name of place_named
  std::string_view group = {};                   ///< two faults of one group contradict each other
  bool is_random = false;                        ///< uses FaultContext::random
  std::span<const wire::Framing> framings = {};  ///< of the streams that can have it; empty: all. Not of other answers
};

}  // namespace wiretape::fault
