#include "wiretape/recorder/log/redaction.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "wiretape/core/redact/body_kind.h"
#include "wiretape/core/redact/headers.h"
#include "wiretape/core/redact/query.h"
#include "wiretape/core/redact/response_headers.h"
#include "wiretape/core/redact/stream/stream_redactor.h"
#include "wiretape/core/text/percent_encoding.h"

namespace wiretape::recorder::log {
namespace {

using redact::SharedPatterns;
using redact::StreamRedactor;

bool holds_secret(std::string_view encoded, const SharedPatterns& patterns) {
  std::string value(encoded);
  std::ranges::replace(value, '+', ' ');
  value = text::percent_decoded(value).value_or(value);
  return redact::redacted_text(value, patterns) != value;
}

/// A target with `[redacted]` for each parameter in whose value something is found once it is decoded.
std::string without_finds(std::string_view target, const SharedPatterns& patterns) {
  const auto question = std::min(target.find('?'), target.size());
  std::string shown(target.substr(0, question));
  char mark = '?';
  for (std::string_view rest = target.substr(question); !rest.empty(); mark = '&') {
    rest.remove_prefix(1);
    const auto parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(parameter.size());
    const auto equals = std::min(parameter.find('='), parameter.size());
    const bool is_clean = !holds_secret(parameter.substr(std::min(equals + 1, parameter.size())), patterns);
    shown += mark;
    shown += is_clean ? parameter : parameter.substr(0, equals);
    if (!is_clean) shown.append("=").append(redact::redacted);
  }
  return shown;
}

/// Masks the body of one direction. What it needs is made when there is a body.
class BodyMask {
 public:
  explicit BodyMask(SharedPatterns patterns) : patterns_(std::move(patterns)) {}

  void look_for(SharedPatterns patterns) { patterns_ = std::move(patterns); }
  void mask_all() { masks_all_ = true; }
  void keep_all() { patterns_ = nullptr; }

  [[nodiscard]] std::string take(std::string bytes, bool is_last) {
    if (masks_all_) return std::string(bytes.size(), '*');
    if (patterns_ == nullptr) return bytes;
    if (!redactor_ && bytes.empty()) return bytes;
    if (!redactor_) redactor_.emplace(patterns_);
    std::string masked;
    redactor_->feed(bytes, masked);
    if (is_last) {
      redactor_->finish(masked);
      redactor_.reset();
    }
    return masked;
  }

 private:
  SharedPatterns patterns_;
  std::optional<StreamRedactor> redactor_;
  bool masks_all_ = false;
};

/// What one exchange needs.
struct Masks {
  SharedPatterns patterns;
  SharedPatterns known;  // those of secrets that are known, and no others
  BodyMask request;
  BodyMask response;

  [[nodiscard]] std::string text(std::string_view text) const { return redact::redacted_text(text, patterns); }

  void mask(capture::RequestBegan& began) {
    const auto kind = redact::body_kind(began.head.fields);
    if (kind == redact::BodyKind::packed) request.mask_all();
    if (kind == redact::BodyKind::opaque) request.look_for(known);
    began.upstream = redact::redacted_target(began.upstream, patterns->rules());
    began.head.target = text(without_finds(redact::redacted_target(began.head.target, patterns->rules()), patterns));
    began.head.fields = redact::redacted_headers(began.head.fields, patterns);
  }

  void mask(wire::HttpResponseHead& head) {
    const auto kind = redact::body_kind(head.fields);
    if (kind == redact::BodyKind::packed) response.keep_all();
    if (kind == redact::BodyKind::opaque) response.look_for(known);
    head.reason = text(head.reason);
    mask(head.fields);
  }

  void mask(wire::HttpFields& fields) const { fields = redact::redacted_response_headers(fields, patterns); }

  [[nodiscard]] std::string mask(Direction direction, std::string bytes, bool is_last) {
    return (direction == Direction::request ? request : response).take(std::move(bytes), is_last);
  }
};

ExchangeRedaction mask_exchange(SeenSecrets& secrets, capture::RequestBegan& request) {
  secrets.learn(request.head);
  const auto patterns = secrets.patterns();
  const auto masks = std::make_shared<Masks>(Masks{patterns, secrets.known(), BodyMask(patterns), BodyMask(patterns)});
  masks->mask(request);
  return {.secrets = patterns,
          .response_head = [masks](wire::HttpResponseHead& head) { masks->mask(head); },
          .trailers = [masks](wire::HttpFields& fields) { masks->mask(fields); },
          .body = [masks](Direction direction, std::string bytes,
                          bool is_last) { return masks->mask(direction, std::move(bytes), is_last); }};
}

std::string unchanged(Direction /*direction*/, std::string bytes, bool /*is_last*/) {
  return bytes;
}

}  // namespace

Redaction secrets_masked(std::shared_ptr<SeenSecrets> secrets) {
  return [secrets = std::move(secrets)](capture::RequestBegan& request) { return mask_exchange(*secrets, request); };
}

Redaction nothing_masked() {
  return [](capture::RequestBegan& /*request*/) {
    return ExchangeRedaction{.secrets = nullptr,
                             .response_head = [](wire::HttpResponseHead& /*head*/) {},
                             .trailers = [](wire::HttpFields& /*fields*/) {},
                             .body = unchanged};
  };
}

}  // namespace wiretape::recorder::log
