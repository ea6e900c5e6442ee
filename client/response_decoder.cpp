#include "wiretape/client/response_decoder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "wiretape/client/provider_error.h"

//   head: error status ──────────────▶ collect the body ─▶ end: one error
//         2xx application/json ──────▶ collect the body ─▶ end: one whole answer
//         2xx text/event-stream, ────▶ frame by frame: deltas ─▶ events
//             or no content type          terminator ─▶ completed at once
//         2xx anything else ─────────▶ protocol error      error event ─▶ provider error at once
//                                                          end of the response ─▶ completed where that is proof enough,
//                                                                                 else truncated

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

bool is_success(int status) {
  return status >= 200 && status < 300;
}

/// The media type without its parameters, in lower case.
std::string media_type(const wire::HttpResponseHead& head) {
  std::string type(wire::find_field(head.fields, "content-type").value_or(""));
  type.resize(std::min(type.find_first_of("; \t"), type.size()));
  std::transform(type.begin(), type.end(), type.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return type;
}

bool is_coded(const wire::HttpResponseHead& head) {
  const auto coding = wire::find_field(head.fields, "content-encoding");
  return coding && !coding->empty() && !wire::has_token(head.fields, "content-encoding", "identity");
}

std::optional<Event> to_event(const provider::Delta& delta) {
  using Result = std::optional<Event>;
  return std::visit(
      Overloaded{
          [](const provider::MetadataDelta& d) -> Result {
            return MetadataEvent{std::string(d.id), std::string(d.model)};
          },
          [](const provider::TextDelta& d) -> Result {
            return TextEvent{d.choice, std::string(d.text)};
          },
          [](const provider::ReasoningDelta& d) -> Result {
            return ReasoningEvent{d.choice, std::string(d.text)};
          },
          [](const provider::RefusalDelta& d) -> Result {
            return RefusalEvent{d.choice, std::string(d.text)};
          },
          [](const provider::ToolCallDelta& d) -> Result {
            return ToolCallEvent{d.choice, d.call, std::string(d.id), std::string(d.name), std::string(d.arguments)};
          },
          [](const provider::FinishDelta& d) -> Result {
            return FinishEvent{d.choice, std::string(d.reason)};
          },
          [](const provider::UsageDelta& d) -> Result { return UsageEvent{std::string(d.json)}; },
          [](const auto&) -> Result { return std::nullopt; },  // shows in the message or in the outcome only
      },
      delta);
}

bool is_content(const Event& event) {
  return std::holds_alternative<TextEvent>(event) || std::holds_alternative<ReasoningEvent>(event) ||
         std::holds_alternative<RefusalEvent>(event) || std::holds_alternative<ToolCallEvent>(event);
}

/// The words of all dialects for it. None of them means anything else in another.
bool is_length_limit(std::string_view reason) {
  return reason == "length" || reason == "max_tokens" || reason == "model_context_window_exceeded";
}

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
    : decoder_(dialect.make_decoder()), requires_terminator_(requires_terminator) {}

void ResponseDecoder::head(const wire::HttpResponseHead& head) {
  head_ = head;
  if (!is_success(head.status)) {
    body_ = Body::error;
    return;
  }
  if (is_coded(head)) {
    outcome_ = ProtocolError{fmt::format("the body is in content coding {}, which was not asked for",
                                         *wire::find_field(head.fields, "content-encoding"))};
    return;
  }
  const auto type = media_type(head);
  if (type.empty() || type == "text/event-stream") {
    body_ = Body::stream;
  } else if (type == "application/json") {
    body_ = Body::answer;
  } else {
    outcome_ = ProtocolError{fmt::format("content type {}, expected text/event-stream or application/json", type)};
  }
}

bool ResponseDecoder::body(std::string_view bytes) {
  if (outcome_) return false;
  has_said_something_ = false;
  switch (body_) {
    case Body::none:
      break;
    case Body::stream:
      read_stream(bytes);
      break;
    case Body::answer:
      collect(bytes, longest_answer);
      break;
    case Body::error:
      collect(bytes, longest_error);
      break;
  }
  return has_said_something_;
}

std::optional<Event> ResponseDecoder::take_event() {
  if (events_.empty()) return std::nullopt;
  auto event = std::move(events_.front());
  events_.pop_front();
  return event;
}

void ResponseDecoder::read_stream(std::string_view bytes) {
  while (!outcome_) {
    const auto item = parser_.next(bytes);
    if (std::holds_alternative<wire::SseNeedMore>(item)) return;
    if (const auto* event = std::get_if<wire::SseEvent>(&item)) {
      decode({event->name, event->data}, frame_offset_);
    } else if (const auto* large = std::get_if<wire::SseTooLarge>(&item)) {
      const bool is_line = large->what == wire::SseTooLarge::What::line;
      outcome_ =
          ProtocolError{fmt::format("{} is longer than {} bytes", is_line ? "a line" : "an event's data", large->limit),
                        large->offset};
    }
    frame_offset_ = parser_.consumed();
  }
}

void ResponseDecoder::collect(std::string_view bytes, std::size_t limit) {
  has_said_something_ = true;
  collected_ += bytes.substr(0, limit - collected_.size());
  if (collected_.size() < limit) return;
  if (body_ == Body::error) return end_error();  // its beginning is enough
  outcome_ = ProtocolError{fmt::format("the answer is longer than {} bytes", limit), limit};
}

void ResponseDecoder::decode(const provider::Frame& frame, std::uint64_t offset) {
  deltas_.clear();
  decoder_->decode(frame, deltas_);
  for (const auto& delta : deltas_) {
    if (outcome_) return;
    apply(delta, offset);
  }
}

void ResponseDecoder::apply(const provider::Delta& delta, std::uint64_t offset) {
  if (const auto* undecodable = std::get_if<provider::UndecodableDelta>(&delta)) {
    outcome_ =
        ProtocolError{fmt::format("{} (at byte {} of the data)", undecodable->what, undecodable->offset), offset};
    return;
  }
  has_said_something_ = true;
  if (const auto* error = std::get_if<provider::ErrorDelta>(&delta)) {
    outcome_ = provider_error(head_, *error);
  } else if (std::holds_alternative<provider::TerminatorDelta>(delta)) {
    outcome_ = finished();
  } else {
    message_.add(delta);
    if (auto event = to_event(delta)) {
      has_content_ = has_content_ || is_content(*event);
      events_.push_back(*std::move(event));
    }
  }
}

void ResponseDecoder::end(const net::CallEnd& end) {
  if (outcome_) return;
  // An error status is the provider's word, however much of its explanation arrived.
  if (body_ == Body::error && !std::holds_alternative<net::CallCancelled>(end)) return end_error();
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
  } else if (body_ == Body::answer) {
    end_answer(ended.ending);
  } else if (is_answer_proven(ended.ending)) {
    outcome_ = finished();
  } else {
    outcome_ = truncated(ended.ending);
  }
}

void ResponseDecoder::end_answer(Ending ending) {
  // A JSON object proves its own end, so that close may be the framing; a framing that is cut proves the opposite.
  const bool is_sound = ending == Ending::complete || ending == Ending::closed;
  deltas_.clear();
  decoder_->decode_whole(head_.status, collected_, deltas_);
  for (const auto& delta : deltas_) {
    const bool may_be_cut = ending != Ending::complete && std::holds_alternative<provider::UndecodableDelta>(delta);
    const bool is_end = std::holds_alternative<provider::TerminatorDelta>(delta);
    if (may_be_cut || (is_end && !is_sound)) break;
    apply(delta, 0);
    if (outcome_) return;
  }
  outcome_ = truncated(ending);
}

void ResponseDecoder::end_error() {
  deltas_.clear();
  if (!is_coded(head_)) decoder_->decode_whole(head_.status, collected_, deltas_);
  provider::ErrorDelta error;
  for (const auto& delta : deltas_) {
    if (const auto* found = std::get_if<provider::ErrorDelta>(&delta)) error = *found;
  }
  outcome_ = provider_error(head_, error);
}

bool ResponseDecoder::is_answer_proven(Ending ending) const {
  if (requires_terminator_ || ending != Ending::complete || message_.choices.empty()) return false;
  return std::all_of(message_.choices.begin(), message_.choices.end(),
                     [](const provider::Choice& choice) { return choice.finish_reason.has_value(); });
}

Outcome ResponseDecoder::finished() const {
  const auto& reason = message_.first().finish_reason;
  if (reason && is_length_limit(*reason)) return LengthLimited{*reason};
  return Completed{reason};
}

Outcome ResponseDecoder::truncated(Ending ending) const {
  return Truncated{ending, message_.first().finish_reason.has_value()};
}

}  // namespace wiretape::client
