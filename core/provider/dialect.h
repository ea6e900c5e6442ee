#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/provider/conversation.h"
#include "wiretape/core/provider/delta.h"
#include "wiretape/core/provider/events.h"
#include "wiretape/core/provider/rate_limit.h"
#include "wiretape/core/provider/reply.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/provider/side_endpoint.h"
#include "wiretape/core/provider/stream_edits.h"
#include "wiretape/core/wire/frame_reader.h"
#include "wiretape/core/wire/framing.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::provider {

using Frame = wire::Frame;

/// What a client asks for.
struct ChatRequest {
  std::string model;
  std::string prompt;
  bool stream = true;
  std::optional<std::string> body{};  ///< in the provider's own format, sent as it stands in place of the prompt
};

/// Where a client calls: what a base URL says of it, as the provider's own SDK takes one.
struct CallBase {
  std::string path{};   ///< may end in "/"
  std::string query{};  ///< empty: none
  std::string key{};    ///< empty: none
};

/// What a client sends, but for what every HTTP request has.
struct ProviderRequest {
  std::string method;
  std::string target;
  wire::HttpFields fields;
  std::string body;  ///< JSON
};

/// How a dialect is asked.
struct DialectCall {
  /// The request for an answer. The path may depend on what is asked.
  ProviderRequest (*request)(const CallBase& base, const ChatRequest& request);
};

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

  /// The stream has ended: appends what was held back for a piece that never came.
  virtual void end(std::vector<Delta>& out) = 0;

  /// Whether an answer has begun, be it empty: there was a choice, a block or a candidate.
  [[nodiscard]] virtual bool has_begun() const = 0;
};

/// What an error says of trying again.
enum class ErrorMeaning : std::uint8_t {
  unknown,  ///< nothing
  passing,  ///< the same request may well succeed later
  lasting,  ///< it won't, whatever the status
};

/// How a dialect is understood.
struct DialectRead {
  /// A fresh decoder for one stream.
  std::unique_ptr<Decoder> (*make_decoder)();

  /// What an error's words come to, whatever status came with them.
  ErrorMeaning (*error_meaning)(std::string_view type, std::string_view code);
};

/// What a dialect answers in full: a status, the fields it would send and the body.
struct WholeAnswer {
  int status = 200;
  wire::HttpFields fields;
  std::string body;
};

/// How a dialect answers.
struct DialectWrite {
  /// The keys of a tape's reply that the dialect has no place for; "error.code" is the key `code` under `error`.
  std::span<const std::string_view> absent_keys;

  /// Whether the request asks for a stream.
  bool (*wants_stream)(const RequestView& request);

  /// Whether such a request asks for it as wire::Framing::json_array, labelled as JSON; nullptr: none does.
  bool (*wants_array)(const RequestView& request) = nullptr;

  /// A text that differs wherever render, render_whole or render_error of this reply differ for two requests, so that a
  /// compiled program can be kept and shared. It holds what the answer shows, and no more: the length of the prompt
  /// only where the reply leaves the usage to be counted.
  std::string (*render_key)(const Reply& reply, const RequestView& request);

  /// The fields of a streamed answer beside its content type, HTTP's framing apart.
  wire::HttpFields (*stream_fields)();

  /// Stage 1 to stage 2. `reply.error` must not be set.
  Events (*render)(const Reply& reply, const RequestView& request);

  /// The answer to a request that asked for no stream: where a stream would end in an error, that error alone.
  /// `reply.error` must not be set.
  WholeAnswer (*render_whole)(const Reply& reply, const RequestView& request);

  /// The provider's error answer.
  WholeAnswer (*render_error)(const ErrorReply& error);

  /// The fields that tell of the quotas, with every answer that is subject to them. Absolute times count from `now`.
  wire::HttpFields (*rate_limit_fields)(const RateLimitState& state, WallTime now);

  /// The error of a request that is over a quota.
  ErrorReply (*rate_limit_error)(const QuotaRefusal& refusal);

  /// The provider's list of models: JSON.
  std::string (*models)(std::span<const std::string> names);

  /// The error by which the provider refuses a request that no model could answer; nullopt where it takes it. Null: it
  /// isn't known what it refuses.
  std::optional<ErrorReply> (*request_error)(const RequestView& request) = nullptr;
};

/// A provider's language, both ways: the client decodes with it, the mock server renders with it. Plain functions, no
/// state; the same arguments give the same bytes everywhere. Nothing outside its folder knows its words.
struct Dialect {
  std::string_view name;          ///< as tapes write it: "openai.chat"
  wire::Framing framing;          ///< of its streams
  std::string_view content_type;  ///< of its streams
  std::string_view default_path;  ///< at which it is asked, as one example: "/v1/chat/completions"

  /// Whether a request to this path speaks the dialect, whatever prefix the host puts before it.
  bool (*speaks_path)(std::string_view path);

  /// Whether a request with these fields speaks it, whatever its path is.
  bool (*speaks_fields)(const wire::HttpFieldLines& fields);

  DialectCall call;
  DialectRead read;
  DialectWrite write;

  /// How its requests tell a conversation.
  const DialectConversation* conversation;

  /// How faults change its streams.
  const StreamEdits* edits;

  /// The end of the path at which its provider lists its models.
  std::string_view models_path = "/models";

  /// What its provider has beside, the list of models apart.
  std::span<const SideEndpoint* const> beside{};
};

/// The framing of a stream with these fields: that of their content type, else the dialect's, else server-sent events.
[[nodiscard]] wire::Framing stream_framing(const wire::HttpFields& fields, const Dialect* dialect);

/// The fields of a dialect's streamed answer, HTTP's framing apart.
[[nodiscard]] wire::HttpFields stream_fields(const Dialect& dialect, wire::Framing framing);

/// The framing of the stream that a request asks for.
[[nodiscard]] wire::Framing framing_asked_for(const Dialect& dialect, const RequestView& request);

}  // namespace wiretape::provider
