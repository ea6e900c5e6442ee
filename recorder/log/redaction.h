#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "wiretape/core/redact/stream/patterns.h"
#include "wiretape/core/wire/http/http_field.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/recorder/capture/capture_event.h"
#include "wiretape/recorder/log/seen_secrets.h"

namespace wiretape::recorder::log {

/// Whose body it is.
enum class Direction : std::uint8_t { request, response };

/// Takes secrets out of one exchange before anything of it is written. Asked by one thread at a time.
struct ExchangeRedaction {
  redact::SharedPatterns secrets{};  ///< what it looks for; null: nothing

  /// Changes a response's head, or an informational one.
  std::function<void(wire::HttpResponseHead&)> response_head;

  /// Changes the trailers of a response.
  std::function<void(wire::HttpFields&)> trailers;

  /// Is given a body's bytes as they come, and gives on what may be written: what may still turn out to be part of a
  /// secret it holds back until more comes. With the last bytes, which may be none, `is_last` is true: then nothing is
  /// held back any more. Over a whole body as many bytes are given on as were given, so that arrivals stay true.
  std::function<std::string(Direction direction, std::string bytes, bool is_last)> body;
};

/// Makes that of an exchange, and takes what is secret out of the head of its request. May learn from the head what to
/// look for. Called by one thread at a time.
using Redaction = std::function<ExchangeRedaction(capture::RequestBegan& request)>;

/// Masks what docs/redaction.md says, and what requests have shown to be secret. A body that is packed is masked whole
/// where it is a request's, and kept as it is where it is a response's; of pictures and sounds only known secrets are
/// masked, since their bytes look like anything.
[[nodiscard]] Redaction secrets_masked(std::shared_ptr<SeenSecrets> secrets);

/// Masks nothing.
[[nodiscard]] Redaction nothing_masked();

}  // namespace wiretape::recorder::log
