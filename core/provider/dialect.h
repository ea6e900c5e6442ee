#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/provider/stream_edits.h"
#include "wiretape/core/wire/frame_reader.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

using Frame = wire::Frame;

/// Reads the frames of one stream in order. Holds what the dialect must remember from frame to frame.
class Decoder {
 public:
  virtual ~Decoder() = default;

  /// Appends what `frame` says to `out`. Never throws; what can't be read becomes an UndecodableDelta. The deltas'
  /// views are valid until the next call.
  virtual void decode(const Frame& frame, std::vector<Delta>& out) = 0;

  /// The same for an answer that came whole, not as a stream: the body of a 2xx (ends with a TerminatorDelta where it
  /// was an answer) or of an error status (an ErrorDelta, whatever the body is).
  virtual void decode_whole(int status, std::string_view body, std::vector<Delta>& out) = 0;
};

/// What a dialect answers in full: a status, the fields it would send and the body.
struct WholeAnswer {
  int status = 200;
  wire::HttpFields fields;
  std::string body;
};

/// What a client asks for.
struct ChatRequest {
  std::string model;
  std::string prompt;
  bool stream = true;
};

/// A provider's language, both ways: the client decodes with it, the mock server renders with it. Plain functions, no
/// state; the same arguments give the same bytes everywhere.
struct Dialect {
  std::string_view name;             ///< as tapes write it: "openai.chat"
  std::string_view default_path;     ///< "/v1/chat/completions"
  std::string_view path_below_base;  ///< what follows a base URL as the official SDKs take it: "/chat/completions"

  /// The keys of a tape's reply that the dialect has no place for; "error.code" is the key `code` under `error`.
  std::span<const std::string_view> absent_keys;

  /// Whether a request to this path speaks the dialect, whatever prefix the host puts before it.
  bool (*speaks_path)(std::string_view path);

  /// Whether the request asks for a stream.
  bool (*wants_stream)(const RequestView& request);

  /// A text that differs wherever render, render_whole or render_error may differ for two requests, so that a compiled
  /// program can be kept and shared.
  std::string (*render_key)(const RequestView& request);

  wire::Framing framing;  ///< of its streams

  /// The fields of a streamed answer, HTTP's framing apart.
  wire::HttpFields (*stream_fields)();

  /// Stage 1 to stage 2. `reply.error` must not be set.
  Events (*render)(const Reply& reply, const RequestView& request);

  /// The answer to a request that asked for no stream. `reply.error` must not be set.
  WholeAnswer (*render_whole)(const Reply& reply, const RequestView& request);

  /// The provider's error answer.
  WholeAnswer (*render_error)(const ErrorReply& error);

  /// The fields that tell of the quotas, with every answer that is subject to them. Absolute times count from `now`.
  wire::HttpFields (*rate_limit_fields)(const RateLimitState& state, WallTime now);

  /// The error of a request that is over a quota.
  ErrorReply (*rate_limit_error)(const QuotaRefusal& refusal);

  /// Finds the marks in events that a tape or a recording gives verbatim.
  std::vector<Mark> (*annotate)(const std::vector<Event>& events);

  /// A fresh decoder for one stream.
  std::unique_ptr<Decoder> (*make_decoder)();

  /// The fields that a client sends beside the body: its key, where that is not empty, and what else the API demands.
  wire::HttpFields (*request_fields)(std::string_view key);

  /// The JSON body for a client's request.
  std::string (*request_body)(const ChatRequest& request);

  /// How faults change its streams.
  const StreamEdits* edits;
};

/// The framing of a stream with these fields: that of their content type, else the dialect's, else server-sent events.
[[nodiscard]] wire::Framing stream_framing(const wire::HttpFields& fields, const Dialect* dialect);

}  // namespace wiretape::provider
