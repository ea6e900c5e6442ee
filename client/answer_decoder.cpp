#include "wiretape/client/answer_decoder.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "wiretape/client/provider_error.h"
#include "wiretape/core/provider/shared/finish_words.h"

//   frame by frame: deltas ─▶ events
//       terminator ─▶ completed at once
//       error ──────▶ provider error at once
//       end of the stream ─▶ completed where that is proof enough, else truncated
//       in place of either, where a choice's last word says that it was interrupted ─▶ provider error

namespace wiretape::client {
namespace {

using provider::FinishMeaning;
using wire::Ending;

struct ToEvent {
  using Result = std::optional<Event>;

  Result operator()(const provider::MetadataDelta& delta) const {
    return MetadataEvent{std::string(delta.id), std::string(delta.model)};
  }
  Result operator()(const provider::TextDelta& delta) const { return TextEvent{delta.choice, std::string(delta.text)}; }
  Result operator()(const provider::ReasoningDelta& delta) const {
    return ReasoningEvent{delta.choice, std::string(delta.text)};
  }
  Result operator()(const provider::RefusalDelta& delta) const {
    return RefusalEvent{delta.choice, std::string(delta.text)};
  }
  Result operator()(const provider::ToolCallDelta& delta) const {
    return ToolCallEvent{delta.choice, delta.call, std::string(delta.id), std::string(delta.name),
                         std::string(delta.arguments)};
  }
  Result operator()(const provider::UnknownContentDelta& delta) const {
    return UnknownContentEvent{delta.choice, std::string(delta.json)};
  }
  Result operator()(const provider::FinishDelta& delta) const {
    return FinishEvent{delta.choice, std::string(delta.reason)};
  }
  Result operator()(const provider::UsageDelta& delta) const { return UsageEvent{std::string(delta.json)}; }
  template <class Other>
  Result operator()(const Other&) const {
    return std::nullopt;  // shows in the message or in the outcome only
  }
};

bool is_content(const Event& event) {
  return std::holds_alternative<TextEvent>(event) || std::holds_alternative<ReasoningEvent>(event) ||
         std::holds_alternative<RefusalEvent>(event) || std::holds_alternative<ToolCallEvent>(event) ||
         std::holds_alternative<UnknownContentEvent>(event);
}

/// What a delta adds to the message. A block takes room though it holds nothing.
struct SizeOf {
  template <class AnyDelta>
  std::size_t operator()(const AnyDelta& delta) const {
    if constexpr (requires { delta.arguments; }) {
      return delta.id.size() + delta.name.size() + delta.arguments.size();
    } else if constexpr (requires { delta.text; }) {
      return delta.text.size();
    } else if constexpr (requires { delta.signature; }) {
      return delta.signature.size();
    } else if constexpr (requires { delta.data; }) {
      return delta.data.size();
    } else if constexpr (requires { delta.resumes; }) {
      return delta.resumes ? 0 : sizeof(provider::Block) + delta.type.size();
    } else if constexpr (requires { delta.choice, delta.json; }) {
      return delta.json.size();
    } else {
      return 0;
    }
  }
};

/// From the first brace to the last; empty where there are none.
std::string_view object_in(std::string_view text) {
  const auto begin = std::min(text.find('{'), text.size());
  const auto end = text.rfind('}');
  return end == std::string_view::npos || end < begin ? std::string_view() : text.substr(begin, end + 1 - begin);
}

bool counts_unframed(const provider::Delta& delta) {
  return !std::holds_alternative<provider::UndecodableDelta>(delta) &&
         !std::holds_alternative<provider::TerminatorDelta>(delta) &&
         !std::holds_alternative<provider::FinishDelta>(delta);
}

bool says(const provider::Choice& choice, FinishMeaning meaning) {
  return choice.finish_reason && provider::finish_meaning(*choice.finish_reason) == meaning;
}

/// What hosts send as a heartbeat, with or without a name; the official SDKs pass over it. An empty error is one.
bool is_heartbeat(const wire::Frame& frame) {
  constexpr std::array<std::string_view, 4> names{"ping", "heartbeat", "keepalive", "keep-alive"};
  const auto first = frame.data.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return frame.name != "error";
  return frame.data[first] != '{' && std::ranges::find(names, frame.name) != names.end();
}

}  // namespace

AnswerDecoder::AnswerDecoder(const provider::Dialect& dialect, bool requires_terminator)
    : dialect_(&dialect), decoder_(dialect.read.make_decoder()), requires_terminator_(requires_terminator) {}

bool AnswerDecoder::frame(const wire::Frame& frame, std::uint64_t offset) {
  if (outcome_ || is_heartbeat(frame)) return false;
  deltas_.clear();
  decoder_->decode(frame, deltas_);
  bool has_said_something = false;
  for (const auto& delta : deltas_) {
    if (outcome_) break;
    has_said_something = apply(delta, offset) || has_said_something;
  }
  return has_said_something;
}

bool AnswerDecoder::unframed(std::string_view text, std::uint64_t offset) {
  const auto json = object_in(text);
  if (outcome_ || json.empty()) return false;
  deltas_.clear();
  decoder_->decode({{}, json}, deltas_);
  bool has_said_something = false;
  for (const auto& delta : deltas_) {
    if (outcome_ || !counts_unframed(delta)) continue;
    has_said_something = apply(delta, offset) || has_said_something;
  }
  return has_said_something;
}

void AnswerDecoder::open_frame(const wire::Frame& frame, std::uint64_t offset) {
  if (outcome_) return;
  const auto decoder = dialect_->read.make_decoder();  // what the event says besides must leave no trace
  deltas_.clear();
  decoder->decode(frame, deltas_);
  const auto error = std::ranges::find_if(
      deltas_, [](const auto& delta) { return std::holds_alternative<provider::ErrorDelta>(delta); });
  if (error != deltas_.end()) apply(*error, offset);
}

void AnswerDecoder::last_frame(const wire::Frame& frame, std::uint64_t offset, Ending ending) {
  if (outcome_) return;
  deltas_.clear();
  decoder_->decode(frame, deltas_);
  apply_last(offset, ending);
}

void AnswerDecoder::end(Ending ending, std::optional<bool> is_closed) {
  if (outcome_) return;
  deltas_.clear();
  decoder_->end(deltas_);
  for (const auto& delta : deltas_)
    apply(delta, 0);
  if (!outcome_) outcome_ = is_proven(ending, is_closed) ? finished() : unfinished(ending);
}

void AnswerDecoder::whole(int status, std::string_view body, Ending ending) {
  if (outcome_) return;
  deltas_.clear();
  decoder_->decode_whole(status, body, deltas_);
  apply_last(0, ending);
  if (!outcome_) outcome_ = unfinished(ending);
}

void AnswerDecoder::error(int status, std::string_view body) {
  if (outcome_) return;
  deltas_.clear();
  decoder_->decode_whole(status, body, deltas_);
  provider::ErrorDelta error;
  for (const auto& delta : deltas_) {
    if (const auto* found = std::get_if<provider::ErrorDelta>(&delta)) error = *found;
  }
  outcome_ = provider_error(*dialect_, error);
}

std::optional<Event> AnswerDecoder::take_event() {
  if (events_.empty()) return std::nullopt;
  auto event = std::move(events_.front());
  events_.pop_front();
  return event;
}

/// Returns whether it said anything.
bool AnswerDecoder::apply(const provider::Delta& delta, std::uint64_t offset) {
  if (const auto* undecodable = std::get_if<provider::UndecodableDelta>(&delta)) {
    outcome_ =
        ProtocolError{fmt::format("{} (at byte {} of the data)", undecodable->what, undecodable->offset), offset};
    return false;
  }
  if (const auto* error = std::get_if<provider::ErrorDelta>(&delta)) {
    outcome_ = provider_error(*dialect_, *error);
  } else if (std::holds_alternative<provider::TerminatorDelta>(delta)) {
    if (decoder_->has_begun()) {
      outcome_ = finished();
    } else {
      outcome_ = ProtocolError{"the stream ended without an answer", offset};
    }
  } else {
    message_.add(delta);
    content_size_ += std::visit(SizeOf{}, delta);
    if (auto event = std::visit(ToEvent{}, delta)) {
      has_content_ = has_content_ || is_content(*event);
      events_.push_back(*std::move(event));
    }
  }
  return true;
}

/// Applies the deltas of what nothing has ended but the body. A JSON object proves its own end, so that close may be
/// the framing; a framing that is cut proves the opposite.
void AnswerDecoder::apply_last(std::uint64_t offset, Ending ending) {
  const bool is_sound = ending == Ending::complete || ending == Ending::closed;
  for (const auto& delta : deltas_) {
    const bool may_be_cut = ending != Ending::complete && std::holds_alternative<provider::UndecodableDelta>(delta);
    const bool is_end = std::holds_alternative<provider::TerminatorDelta>(delta);
    if (outcome_ || may_be_cut || (is_end && !is_sound)) return;
    apply(delta, offset);
  }
}

// A body that has an end of its own needs no other, and without it nothing is proven.
bool AnswerDecoder::is_proven(Ending ending, std::optional<bool> is_closed) const {
  const bool is_whole = ending == Ending::complete || (ending == Ending::closed && is_closed.has_value());
  if (requires_terminator_ || !is_whole || !is_closed.value_or(true) || message_.choices.empty()) return false;
  return std::ranges::all_of(message_.choices,
                             [](const provider::Choice& choice) { return choice.finish_reason.has_value(); });
}

Outcome AnswerDecoder::finished() const {
  if (auto error = interruption()) return *std::move(error);
  for (const auto& choice : message_.choices) {
    if (says(choice, FinishMeaning::length)) return LengthLimited{*choice.finish_reason};
  }
  return Completed{message_.first().finish_reason};
}

Outcome AnswerDecoder::unfinished(Ending ending) const {
  if (auto error = interruption()) return *std::move(error);
  return Truncated{ending, message_.first().finish_reason.has_value()};
}

/// Whoever asked for several choices asked for all of them: one that was interrupted is enough, as is one that ran into
/// the limit.
std::optional<ProviderError> AnswerDecoder::interruption() const {
  for (const auto& choice : message_.choices) {
    if (!says(choice, FinishMeaning::interrupted)) continue;
    const auto message = fmt::format("the answer was interrupted: {}", *choice.finish_reason);
    return provider_error(*dialect_, {message, provider::interrupted_type, *choice.finish_reason, {}});
  }
  return std::nullopt;
}

}  // namespace wiretape::client
