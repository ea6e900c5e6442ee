#include "wiretape/client/response_decoder.h"

#include <utility>

#include <fmt/format.h>

#include "wiretape/client/provider_error.h"

//   head: an error ────────▶ collect the body ─▶ end: one error
//         one JSON answer ─▶ collect the body ─▶ end: one whole answer
//         a stream ────────▶ frame by frame, which may end it; end: the stream's
//         anything else ───▶ protocol error

namespace wiretape::client {
namespace {

using wire::Ending;

constexpr std::size_t longest_answer = std::size_t{64} << 20;
constexpr std::size_t longest_error = std::size_t{1} << 20;

template <class... Functions>
struct Overloaded : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

/// Why there was no response, where the connection ended before its first byte.
std::string no_response(Ending ending) {
  switch (ending) {
    case Ending::reset:
      return "the connection was reset before any answer";
    case Ending::tls_cut:
      return "the connection was closed before any answer, without TLS's close_notify";
    default:
      return "the connection was closed before any answer";
  }
}

}  // namespace

ResponseDecoder::ResponseDecoder(const provider::Dialect& dialect, bool requires_terminator)
    : dialect_(&dialect), answer_(dialect, requires_terminator) {}

void ResponseDecoder::head(const wire::HttpResponseHead& head) {
  head_ = head;
  body_ = body_of(head, *dialect_);
  if (const auto* framed = std::get_if<FramedBody>(&*body_)) frames_.emplace(framed->framing);
  if (auto* unreadable = std::get_if<UnreadableBody>(&*body_)) outcome_ = ProtocolError{std::move(unreadable->what)};
}

bool ResponseDecoder::body(std::string_view bytes) {
  if (outcome_ || !body_) return false;
  if (frames_) return read_frames(bytes);
  return collect(bytes, std::holds_alternative<ErrorBody>(*body_) ? longest_error : longest_answer);
}

bool ResponseDecoder::read_frames(std::string_view bytes) {
  bool has_said_something = false;
  while (!outcome_) {
    const wire::FrameItem item = frames_->next(bytes);
    if (std::holds_alternative<wire::FrameNeedMore>(item)) break;
    if (const auto* frame = std::get_if<wire::Frame>(&item)) {
      has_said_something = answer_.frame(*frame, frames_->offset()) || has_said_something;
      adopt_outcome();
    } else if (const auto* large = std::get_if<wire::FrameTooLarge>(&item)) {
      outcome_ = ProtocolError{fmt::format("{} is longer than {} bytes", large->what, large->limit), large->offset};
    }
  }
  return has_said_something;
}

bool ResponseDecoder::collect(std::string_view bytes, std::size_t limit) {
  collected_ += bytes.substr(0, limit - collected_.size());
  if (collected_.size() < limit) return true;
  if (const auto* error = std::get_if<ErrorBody>(&*body_)) {
    end_error(*error);  // its beginning is enough
  } else {
    outcome_ = ProtocolError{fmt::format("the answer is longer than {} bytes", limit), limit};
  }
  return true;
}

void ResponseDecoder::end(const net::CallEnd& end) {
  if (outcome_) return;
  // An error status is the provider's word, however much of its explanation arrived.
  const auto* error = body_ ? std::get_if<ErrorBody>(&*body_) : nullptr;
  if (error != nullptr && !std::holds_alternative<net::CallCancelled>(end)) return end_error(*error);
  std::visit(Overloaded{
                 [&](const net::ResponseEnded& ended) { end_response(ended); },
                 [&](const net::DeadlinePassed& passed) {
                   outcome_ = TimedOut{passed.deadline, passed.phase, passed.limit};
                 },
                 [&](const net::CallCancelled& cancelled) { outcome_ = Cancelled{cancelled.phase}; },
                 [&](const net::TransportFailure& failure) {
                   outcome_ = TransportError{failure.phase, failure.cause};
                 },
                 [&](const wire::HttpError& error) {
                   outcome_ = ProtocolError{error.what, error.offset, ProtocolError::Unit::response};
                 },
             },
             end);
}

void ResponseDecoder::end_response(const net::ResponseEnded& ended) {
  if (!ended.has_begun) {
    outcome_ = TransportError{Phase::head, no_response(ended.ending)};
  } else if (body_ && std::holds_alternative<WholeBody>(*body_)) {
    answer_.whole(head_.status, collected_, ended.ending);
    adopt_outcome();
  } else {
    end_frames(ended.ending);
  }
}

void ResponseDecoder::end_frames(Ending ending) {
  const auto rest = frames_ ? frames_->rest() : std::nullopt;
  if (rest) answer_.last_frame(*rest, frames_->offset(), ending);
  answer_.end(ending);
  adopt_outcome();
}

void ResponseDecoder::end_error(const ErrorBody& body) {
  answer_.error(head_.status, body.is_packed ? std::string_view() : collected_);
  adopt_outcome();
}

void ResponseDecoder::adopt_outcome() {
  outcome_ = answer_.outcome();
  if (!outcome_) return;
  if (auto* error = std::get_if<ProviderError>(&*outcome_)) add_response(*error, *dialect_, head_);
}

}  // namespace wiretape::client
