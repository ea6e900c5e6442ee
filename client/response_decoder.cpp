#include "wiretape/client/response_decoder.h"

#include <utility>

#include <fmt/format.h>

#include "wiretape/client/provider_error.h"
#include "wiretape/core/provider/shared/errors/plain_error.h"
#include "wiretape/core/text/byte_order_mark.h"

//   head: an error ─────▶ collect the body ─▶ end: one error
//         an answer ────▶ collect the body until its layout shows
//                           JSON ───▶ collect it ─▶ end: one whole answer
//                           a stream ─▶ frame by frame, which may end it; end: the stream's
//         anything else ─▶ protocol error

namespace wiretape::client {
namespace {

using wire::BodyLayout;
using wire::Ending;

constexpr std::size_t longest_error = std::size_t{1} << 20;
constexpr std::size_t most_shown = std::size_t{1} << 10;  // of what is no answer

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

std::string with_beginning(std::string_view what, std::string_view body) {
  const auto beginning = provider::plain_error_message(body);
  return beginning.empty() ? std::string(what) : fmt::format("{}; it begins with {}", what, beginning);
}

bool begins_array(std::string_view body) {
  return provider::without_blanks(text::without_byte_order_mark(body)).starts_with('[');
}

}  // namespace

ResponseDecoder::ResponseDecoder(const provider::Dialect& dialect, bool requires_terminator, const SizeLimits& limits)
    : dialect_(&dialect), limits_(limits), answer_(dialect, requires_terminator) {}

void ResponseDecoder::head(const wire::HttpResponseHead& head) {
  head_ = head;
  body_ = body_of(head, *dialect_);
  may_be_packed_ = is_gzip(head);
  if (auto* unreadable = std::get_if<UnreadableBody>(&*body_)) outcome_ = ProtocolError{std::move(unreadable->what)};
}

bool ResponseDecoder::body(std::string_view bytes) {
  if (outcome_ || !body_) return false;
  return may_be_packed_ ? unpack(bytes) : read(bytes);
}

// gzip is taken for what it is only where the body begins so: some name a coding and send none.
bool ResponseDecoder::unpack(std::string_view bytes) {
  std::string plain;
  if (!gunzip_) {
    packed_ += bytes;
    if (packed_.size() < 2) return false;
    may_be_packed_ = wire::GunzipReader::begins_member(packed_);
    if (!may_be_packed_) return read(packed_);
    gunzip_.emplace();
    bytes = packed_;
  }
  const bool is_sound = gunzip_->unpack(bytes, plain);
  const bool has_said_something = read(plain);
  if (is_sound || outcome_) return has_said_something;
  if (const auto* error = std::get_if<ErrorBody>(&*body_)) {
    end_error(*error);
  } else {
    outcome_ = ProtocolError{"the body is damaged gzip"};
  }
  return true;
}

bool ResponseDecoder::read(std::string_view bytes) {
  if (bytes.empty()) return false;
  if (frames_) return read_frames(bytes);
  return std::holds_alternative<ErrorBody>(*body_) ? hold_error(bytes) : read_beginning(bytes);
}

// Until it is clear that the answer is a stream, all of it is held.
bool ResponseDecoder::read_beginning(std::string_view bytes) {
  std::string held = std::exchange(held_, {});
  if (!held.empty()) held += bytes;
  const std::string_view beginning = held.empty() ? bytes : held;
  layout_ = sniffer_.look(beginning);
  if (const auto framing = framing_of_answer(beginning)) {
    frames_.emplace(*framing, limits_.event);
    return read_frames(beginning);
  }
  if (held.empty()) held = bytes;
  return hold_answer(std::move(held));
}

// What its beginning shows counts more than what the head says.
std::optional<wire::Framing> ResponseDecoder::framing_of_answer(std::string_view beginning) const {
  const auto* const label = std::get_if<FramedBody>(&*body_);
  const auto labelled = label == nullptr ? std::nullopt : std::optional(label->framing);
  switch (layout_) {
    case BodyLayout::events:
      return wire::Framing::sse;
    case BodyLayout::lines:
      return wire::Framing::ndjson;
    case BodyLayout::json:
      if (labelled == wire::Framing::ndjson) return labelled;
      return dialect_->write.wants_array != nullptr && begins_array(beginning)
                 ? std::optional(wire::Framing::json_array)
                 : std::nullopt;
    case BodyLayout::other:
      return labelled;
    case BodyLayout::unknown:
      break;
  }
  return std::nullopt;
}

bool ResponseDecoder::hold_answer(std::string beginning) {
  held_ = std::move(beginning);
  const auto* const unlabelled = std::get_if<UnlabelledBody>(&*body_);
  if (layout_ == BodyLayout::other && unlabelled != nullptr && held_.size() >= most_shown) {
    outcome_ = ProtocolError{with_beginning(unlabelled->what, held_)};
  }
  refuse_long_answer(held_.size());
  return layout_ != BodyLayout::unknown;
}

// Its beginning is enough.
bool ResponseDecoder::hold_error(std::string_view bytes) {
  held_ += bytes.substr(0, longest_error - held_.size());
  if (held_.size() == longest_error) end_error(std::get<ErrorBody>(*body_));
  return true;
}

bool ResponseDecoder::read_frames(std::string_view bytes) {
  const bool may_be_none = layout_ == BodyLayout::other && !has_frame_ && stray_beginning_.size() < most_shown;
  if (may_be_none) stray_beginning_ += bytes.substr(0, most_shown);
  bool has_said_something = false;
  while (!outcome_) {
    const wire::FrameItem item = frames_->next(bytes);
    if (std::holds_alternative<wire::FrameNeedMore>(item)) break;
    has_said_something = read_item(item) || has_said_something;
  }
  return has_said_something;
}

bool ResponseDecoder::read_item(const wire::FrameItem& item) {
  bool has_said_something = false;
  if (const auto* frame = std::get_if<wire::Frame>(&item)) {
    has_frame_ = true;
    has_said_something = answer_.frame(*frame, frames_->offset());
  } else if (const auto* stray = std::get_if<wire::StrayText>(&item)) {
    has_said_something = answer_.unframed(stray->text, frames_->offset());
  } else if (const auto* large = std::get_if<wire::FrameTooLarge>(&item)) {
    outcome_ = ProtocolError{fmt::format("{} is longer than {} bytes", large->what, large->limit), large->offset};
    return false;
  }
  refuse_long_answer(answer_.content_size());
  adopt_outcome();
  return has_said_something;
}

void ResponseDecoder::refuse_long_answer(std::size_t size) {
  if (size <= limits_.answer) return;
  const auto offset = frames_ ? frames_->offset() : limits_.answer;
  outcome_ = ProtocolError{fmt::format("the answer is longer than {} bytes", limits_.answer), offset};
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
  } else if (is_cut_in_gzip(ended.ending)) {
    outcome_ = ProtocolError{"the body's gzip coding is cut short"};
  } else if (frames_ || !body_) {
    end_frames(ended.ending);
  } else {
    end_held(ended.ending);
  }
}

// The body is whole, what is packed in it is not.
bool ResponseDecoder::is_cut_in_gzip(Ending ending) const {
  const bool is_open = gunzip_ ? !gunzip_->is_whole() : may_be_packed_ && !packed_.empty();
  return is_open && ending == Ending::complete;
}

// An answer that never showed that it is a stream.
void ResponseDecoder::end_held(Ending ending) {
  if (layout_ == BodyLayout::json || std::holds_alternative<WholeBody>(*body_)) {
    answer_.whole(head_.status, held_, ending);
    adopt_outcome();
    auto* const error = std::get_if<ProtocolError>(&*outcome_);
    if (error != nullptr && layout_ == BodyLayout::other) error->what = with_beginning(error->what, held_);
  } else if (const auto* unlabelled = std::get_if<UnlabelledBody>(&*body_)) {
    outcome_ = ProtocolError{with_beginning(unlabelled->what, held_)};
  } else {
    end_frames(ending);
  }
}

void ResponseDecoder::end_frames(Ending ending) {
  if (frames_) end_rest(ending);
  answer_.end(ending, frames_ ? frames_->is_closed() : std::nullopt);
  adopt_outcome();
  const bool is_no_stream = !has_frame_ && !stray_beginning_.empty();
  if (is_no_stream && std::holds_alternative<Truncated>(*outcome_)) {
    outcome_ = ProtocolError{with_beginning("the body is no stream of events", stray_beginning_)};
  }
}

// An event that lacks its blank line is none, but the provider's words in it must not be lost.
void ResponseDecoder::end_rest(Ending ending) {
  const bool is_cut = frames_->is_closed() == false;
  if (const auto rest = frames_->rest())
    return answer_.last_frame(*rest, frames_->offset(), is_cut ? Ending::closed : ending);
  std::string_view blank_line = "\n\n";
  while (!blank_line.empty()) {
    const wire::FrameItem item = frames_->next(blank_line);
    if (const auto* stray = std::get_if<wire::StrayText>(&item)) answer_.unframed(stray->text, frames_->offset());
    if (const auto* open = std::get_if<wire::Frame>(&item)) answer_.open_frame(*open, frames_->offset());
    if (std::holds_alternative<wire::FrameTooLarge>(item)) return;
  }
}

void ResponseDecoder::end_error(const ErrorBody& body) {
  answer_.error(head_.status, body.is_packed ? std::string_view() : held_);
  adopt_outcome();
}

void ResponseDecoder::adopt_outcome() {
  if (!answer_.outcome()) return;
  outcome_ = answer_.outcome();
  if (auto* error = std::get_if<ProviderError>(&*outcome_)) add_response(*error, *dialect_, head_);
}

}  // namespace wiretape::client
