#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "wiretape/client/event.h"
#include "wiretape/client/outcome.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/ending.h"
#include "wiretape/core/wire/frame_reader.h"

namespace wiretape::client {

/// Turns what a provider says, frame by frame or all at once, into events and an outcome. Knows nothing of what carries
/// it. Once there is an outcome, what follows is ignored. Not thread safe.
class AnswerDecoder {
 public:
  /// The dialect must outlive the decoder. `requires_terminator`: the provider always sends the dialect's terminator,
  /// so that without it nothing is complete.
  AnswerDecoder(const provider::Dialect& dialect, bool requires_terminator);

  /// The next frame of a stream; `offset` is where it began. Returns whether it said anything.
  bool frame(const wire::Frame& frame, std::uint64_t offset);

  /// Text that stood between the frames of a stream, in none. The official SDKs pass over it; where it holds a JSON
  /// object that can be read, what that says counts, since hosts write errors so, but proves no end. Returns whether it
  /// said anything.
  bool unframed(std::string_view text, std::uint64_t offset);

  /// An event that the stream's end left open. It is none, as WHATWG HTML section 9.2.6 has it; but an error in it
  /// counts.
  void open_frame(const wire::Frame& frame, std::uint64_t offset);

  /// What was left behind the last frame when the stream ended, which may be cut.
  void last_frame(const wire::Frame& frame, std::uint64_t offset, wire::Ending ending);

  /// The stream has ended; `is_closed` as wire::FrameReader has it. There is an outcome afterwards.
  void end(wire::Ending ending, std::optional<bool> is_closed = {});

  /// An answer that came whole, with the HTTP status that it had. There is an outcome afterwards.
  void whole(int status, std::string_view body, wire::Ending ending);

  /// An error that came in place of an answer, in whatever form. There is an outcome afterwards.
  void error(int status, std::string_view body);

  /// The outcome, once it is known. A ProviderError holds the provider's own words: its status is 0. Events that came
  /// before it may still wait to be taken.
  [[nodiscard]] const std::optional<Outcome>& outcome() const { return outcome_; }

  /// The next event, in order; nullopt: none now. The completion event is not among them.
  [[nodiscard]] std::optional<Event> take_event();

  /// What has arrived, assembled.
  [[nodiscard]] const provider::Message& message() const { return message_; }

  /// How many bytes the content that has arrived takes: all that the message keeps of it, signatures and citations too.
  [[nodiscard]] std::size_t content_size() const { return content_size_; }

  /// Whether text, reasoning, a refusal, a tool call or content of another kind has arrived.
  [[nodiscard]] bool has_content() const { return has_content_; }

 private:
  bool apply(const provider::Delta& delta, std::uint64_t offset);
  void apply_last(std::uint64_t offset, wire::Ending ending);
  [[nodiscard]] bool is_proven(wire::Ending ending, std::optional<bool> is_closed) const;
  [[nodiscard]] Outcome finished() const;
  [[nodiscard]] Outcome unfinished(wire::Ending ending) const;
  [[nodiscard]] std::optional<ProviderError> interruption() const;

  const provider::Dialect* dialect_;
  std::unique_ptr<provider::Decoder> decoder_;
  bool requires_terminator_;
  std::vector<provider::Delta> deltas_;
  std::deque<Event> events_;
  provider::Message message_;
  bool has_content_ = false;
  std::size_t content_size_ = 0;
  std::optional<Outcome> outcome_;
};

}  // namespace wiretape::client
