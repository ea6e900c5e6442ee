#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/client/answer_decoder.h"
#include "wiretape/client/event.h"
#include "wiretape/client/options.h"
#include "wiretape/client/outcome.h"
#include "wiretape/client/response_head.h"
#include "wiretape/core/net/call/call_end.h"
#include "wiretape/core/provider/dialect.h"
#include "wiretape/core/provider/message.h"
#include "wiretape/core/wire/body_layout.h"
#include "wiretape/core/wire/frame_reader.h"
#include "wiretape/core/wire/http/coding/gunzip_reader.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {

/// Turns one HTTP response into events and an outcome, without I/O: head(), then body() as the pieces come, then end().
/// The body may be a stream of either framing, one JSON answer, or a provider's error; where an answer's own beginning
/// contradicts its label, the beginning is right. Any split of the body gives the same events and outcome. Once there
/// is an outcome, what follows is ignored. Not thread safe.
class ResponseDecoder {
 public:
  /// `requires_terminator`: as for an AnswerDecoder. The dialect must outlive the decoder.
  ResponseDecoder(const provider::Dialect& dialect, bool requires_terminator, const SizeLimits& limits = {});

  /// The response's head. May already decide the outcome.
  void head(const wire::HttpResponseHead& head);

  /// The next piece of the body. Returns whether it said anything: comments and keep-alives don't.
  bool body(std::string_view bytes);

  /// How the call ended, the response's own end included. There is an outcome afterwards.
  void end(const net::CallEnd& end);

  /// The outcome, once it is known. Events that came before it may still wait to be taken.
  [[nodiscard]] const std::optional<Outcome>& outcome() const { return outcome_; }

  /// The next event, in order; nullopt: none now. The completion event is not among them.
  [[nodiscard]] std::optional<Event> take_event() { return answer_.take_event(); }

  /// What has arrived, assembled.
  [[nodiscard]] const provider::Message& message() const { return answer_.message(); }

  /// Whether text, reasoning, a refusal or a tool call has arrived.
  [[nodiscard]] bool has_content() const { return answer_.has_content(); }

 private:
  bool unpack(std::string_view bytes);
  bool read(std::string_view bytes);
  bool read_beginning(std::string_view bytes);
  [[nodiscard]] std::optional<wire::Framing> framing_of_answer(std::string_view beginning) const;
  bool hold_answer(std::string beginning);
  bool hold_error(std::string_view bytes);
  bool read_frames(std::string_view bytes);
  bool read_item(const wire::FrameItem& item);
  void refuse_long_answer(std::size_t size);
  void end_response(const net::ResponseEnded& ended);
  void end_held(wire::Ending ending);
  [[nodiscard]] bool is_cut_in_gzip(wire::Ending ending) const;
  void end_frames(wire::Ending ending);
  void end_rest(wire::Ending ending);
  void end_error(const ErrorBody& body);
  void adopt_outcome();

  const provider::Dialect* dialect_;
  SizeLimits limits_;
  AnswerDecoder answer_;
  wire::HttpResponseHead head_;
  std::optional<ResponseBody> body_;  // once the head is there
  bool may_be_packed_ = false;
  std::string packed_;  // the first byte, where it does not tell yet
  std::optional<wire::GunzipReader> gunzip_;
  wire::LayoutSniffer sniffer_;
  wire::BodyLayout layout_ = wire::BodyLayout::unknown;  // of an answer
  std::optional<wire::FrameReader> frames_;              // of one that is a stream
  bool has_frame_ = false;
  std::string stray_beginning_;  // of a stream that did not begin as one
  std::string held_;             // of anything else, and of an answer whose layout is not clear yet
  std::optional<Outcome> outcome_;
};

}  // namespace wiretape::client
