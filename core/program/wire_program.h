#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/tape/dialogue.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/websocket/ws_deflate_params.h"

namespace wiretape::program {

/// One send of bytes[offset, offset + length).
struct WriteAction {
  std::size_t offset;
  std::size_t length;

  friend bool operator==(const WriteAction&, const WriteAction&) = default;
};

/// Shut down the sending side, read on until the peer is done, close.
struct FinAction {
  bool notifies = true;  ///< under TLS: close_notify goes before it (RFC 8446 section 6.1)

  friend bool operator==(const FinAction&, const FinAction&) = default;
};

/// Shut down the sending side and read on for as long as the peer sends.
struct HalfCloseAction {
  friend bool operator==(const HalfCloseAction&, const HalfCloseAction&) = default;
};

/// Close with RST.
struct ResetAction {
  bool drains = true;  ///< first wait until the peer has acknowledged all that was written, at most a second

  friend bool operator==(const ResetAction&, const ResetAction&) = default;
};

/// Send nothing more, and keep the connection until the peer leaves.
struct HangAction {
  friend bool operator==(const HangAction&, const HangAction&) = default;
};

/// Send bytes[offset, offset + length) again and again, one `every` after the other, until the peer leaves.
struct RepeatAction {
  std::size_t offset;
  std::size_t length;
  std::chrono::microseconds every;  ///< above 0

  friend bool operator==(const RepeatAction&, const RepeatAction&) = default;
};

/// Wait until the one who plays the program is told to go on, for `limit` at most. All that follows comes as much
/// later.
struct HoldAction {
  std::chrono::microseconds limit;    ///< above 0; real time, also where the program is instant
  bool ends_at_next_request = false;  ///< a further request of the session ends it, too

  friend bool operator==(const HoldAction&, const HoldAction&) = default;
};

/// Of a WebSocket: wait for what the peer says, for `limit` at most. All that follows comes as much later.
struct ExpectAction {
  std::optional<std::size_t> message{};  ///< one that meets WireProgram::expected[message]; absent: its close frame
  std::chrono::microseconds limit;       ///< above 0; real time, also where the program is instant

  friend bool operator==(const ExpectAction&, const ExpectAction&) = default;
};

/// What a step does. All but a write, a hold and an expectation end the connection: they are a program's last step.
using Action = std::variant<WriteAction, FinAction, HalfCloseAction, ResetAction, HangAction, RepeatAction, HoldAction,
                            ExpectAction>;

/// What to do, and when: `at` counts from the start of the play and never goes back. Absolute, so nothing drifts.
struct Step {
  std::chrono::microseconds at;
  Action action;

  friend bool operator==(const Step&, const Step&) = default;
};

/// What the play of a WebSocket needs beside its bytes.
struct WebsocketTerms {
  std::vector<tape::HeardRule> expected{};         ///< what ExpectActions wait for
  std::optional<wire::WsDeflateParams> deflate{};  ///< what was agreed on for packed messages; absent: none are
  bool echoes = false;                             ///< each message of the client's is sent back

  friend bool operator==(const WebsocketTerms&, const WebsocketTerms&) = default;
};

/// Stage 4 of the pipeline: all that a connection does to answer one request. After the last step the connection takes
/// the next request, unless that step closed it. A value; safe to share between threads once made.
struct WireProgram {
  std::string bytes;
  std::vector<Step> steps;
  wire::Ending ending = wire::Ending::complete;  ///< what a peer that reads on to the end finds
  bool is_instant = false;  ///< played in virtual time: in order and without waiting, each step as if it were on time
  bool has_holds = false;   ///< some step is a HoldAction
  /// Of a WebSocket, from its 101 on: where in the bytes its frames begin, and where the last one ends. What else is to
  /// be said, such as a pong, is said there.
  std::vector<std::size_t> frame_starts{};
  std::optional<WebsocketTerms> websocket{};  ///< absent: it is none
  /// Where provider::open_request_id stands in the bytes, rising: each play has the end of its own request's id there.
  std::vector<std::size_t> open_request_ids{};

  [[nodiscard]] std::string_view text(const WriteAction& write) const {
    return std::string_view(bytes).substr(write.offset, write.length);
  }

  friend bool operator==(const WireProgram&, const WireProgram&) = default;
};

}  // namespace wiretape::program
