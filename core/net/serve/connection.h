#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/net/serve/incoming.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/core/net/serve/tls_server_hello.h"
#include "wiretape/core/net/serve/want.h"
#include "wiretape/core/net/tls_stream.h"
#include "wiretape/core/wire/connection_fault.h"
#include "wiretape/core/wire/http/http_request_reader.h"

//   faults of the listener: silent, mute, hello, sending_hello, delayed, slow
//
//   shaking_hands (TLS)
//       │    ┌───────────────────────────────────────────────────────┐
//       ▼    ▼                                                       │ TakeNext
//   reading ────▶ take ─▶ answering ─▶ act ─▶ … the handler's acts ──┤
//            │ asks to continue                                      │ Fin
//            └─▶ continuing ─▶ reading                               ├─▶ shutting_down ─▶ lingering ─▶ Close
//                                                                    │ HalfClose, Hang
//                                                                    ├─▶ shutting_down ─▶ holding ─▶ Close
//                                                                    │ Reset
//                                                                    ├─▶ resetting ─▶ Reset
//                                                                    │ StartTls
//                                                                    ├─▶ shaking_hands ─▶ reading
//                                                                    │ JoinWith
//                                                                    ├─▶ Join ─▶ Close
//                                                                    │ Listen
//                                                                    └─▶ answering

namespace wiretape::net {

using wire::ConnectionFault;
using wire::Cut;
using wire::DelayFirstRead;
using wire::HandshakePlace;
using wire::Silent;
using wire::SlowRead;
using wire::TlsCut;
using wire::TlsStall;

/// What all connections of a server go by. Outlives them.
struct ServingTerms {
  wire::HttpLimits limits{};
  wire::PackedBody packed = wire::PackedBody::unpack;
  TlsServerContext tls{};  ///< null: plain
  /// For TLS's handshake, and for each request from its first byte; 0: none.
  std::chrono::milliseconds request_timeout{0};
  bool times_silence = false;             ///< the time of a request runs from when it may come, not from its first byte
  std::atomic<bool> is_draining = false;  ///< no further request is read once the current one is answered
};

/// The server's end of one client's connection, without I/O: it is told what has come and what the time is, and says
/// what to do next. Reads a request, does what the handler has for it, reads the next. Not thread safe.
template <Handler HandlerType>
class Connection {
 public:
  /// With a fault, that is what happens to it before its first request; null for none.
  Connection(const ServingTerms& terms, HandlerType handler, std::unique_ptr<const ConnectionFault> fault = nullptr)
      : terms_(terms), fault_(std::move(fault)), reader_(terms.limits, terms.packed), handler_(std::move(handler)) {}

  /// The first of all calls, of these two.
  [[nodiscard]] Want start(Time now) { return begin(now); }

  /// Has the handler answer TooManyConnections in place of any request, and closes.
  [[nodiscard]] Want turn_away(Time now) {
    is_turned_away_ = true;
    return serve(now);
  }

  // What has come of the last want.
  [[nodiscard]] Want on_shaken_hands(TlsStep step, Time now);
  [[nodiscard]] Want on_bytes(std::string_view bytes, Time now);
  [[nodiscard]] Want on_fin(Time now);
  [[nodiscard]] Want on_broken(Time now);  ///< a RST has come, or a write can't be done any more
  [[nodiscard]] Want on_written(std::size_t size, Time now);
  [[nodiscard]] Want on_room(Time now);
  [[nodiscard]] Want on_news(Incoming news, Time now);
  [[nodiscard]] Want on_looked(Incoming seen, Time now);
  [[nodiscard]] Want on_time(Time now);
  [[nodiscard]] Want on_turn(Time now);
  [[nodiscard]] Want on_shut_down(Time now);
  [[nodiscard]] Want on_acknowledged(bool is, Time now);

  /// Whether nothing is lost where it is closed now: no answer is under way, or all of it is sent.
  [[nodiscard]] bool is_idle() const { return !is_answering_ || phase_ == Phase::holding; }

  /// What the handler waits for may have come before its time: it is asked again where its last act was a wait.
  /// Nullopt: it was not, and what is wanted stands.
  [[nodiscard]] std::optional<Want> on_woken(Time now);

  /// The driver closes on its own account. No call but this may follow.
  void abandon(Time now) { end_answer(AnswerEnd::abandoned, now); }

  [[nodiscard]] const HandlerType& handler() const { return handler_; }

 private:
  using Duration = Time::duration;

  enum class Phase : std::uint8_t {
    silent,
    mute,  // for ever
    hello,
    sending_hello,
    shaking_hands,
    delayed,
    slow,
    reading,
    continuing,
    answering,
    between,  // answers: the next request has come with the one before
    shutting_down,
    lingering,
    holding,
    resetting,
  };

  static constexpr auto never = Time::max();
  static constexpr std::string_view continue_response = "HTTP/1.1 100 Continue\r\n\r\n";
  static constexpr std::size_t most_read = std::size_t{256} << 10;

  // Bytes that an answer sends without a pause before others have a turn, in sends.
  static constexpr int sends_a_turn = 64;

  // After our FIN the peer may still send: that is read and dropped, so that the close does not turn into a reset and
  // take back what the peer has not read yet.
  static constexpr std::chrono::seconds linger_time{2};
  static constexpr std::size_t linger_bytes = std::size_t{1} << 20;

  // A RST takes back what the peer's kernel has not acknowledged, so it waits for that.
  static constexpr std::chrono::seconds reset_time{1};
  static constexpr std::chrono::milliseconds reset_poll{1};

  // Nothing tells of a FIN behind bytes that stay unread, so it is looked for. Seldom: there may be many connections.
  static constexpr std::chrono::seconds look_interval{1};

  // A peer that has sent a FIN may still read. Where nothing is due for this long it is taken to have left: else nobody
  // would find out before the next write. Where something is, writing it will tell.
  static constexpr std::chrono::seconds leaving_silence{1};

  template <class Fault>
  [[nodiscard]] const Fault* fault() const {
    return std::get_if<Fault>(fault_.get());
  }

  // faults before the first request
  Want begin(Time now);
  Want stay_mute();
  Want read_hello(std::string_view bytes, Time now);
  Want break_off(Time now);
  Want after_hello(Time now);

  Want serve(Time now);
  Want on_ready(Time now);
  Want read(Time now);
  Want take(std::string_view input, Time now);
  Want say_continue() const;
  Want answer(wire::HttpRequest&& request, Time now);
  Want refuse(const Refusal& refusal, Time now);
  Want go_on_answering(Time now);
  Want perform(const act::Send& send, Time now);
  Want perform(const act::Wait& wait, Time now);
  Want perform(const act::TakeNext& next, Time now);
  Want perform(const act::Fin& fin, Time now);
  Want perform(const act::HalfClose& half_close, Time now);
  Want perform(const act::Hang& hang, Time now);
  Want perform(const act::Reset& reset, Time now);
  Want perform(const act::StartTls& start, Time now);
  Want perform(const act::JoinWith& join, Time now);
  Want perform(const act::Listen& listen, Time now);
  Want hear(std::string_view bytes, Time now);
  Want shut_down(bool notifies, Phase then);
  Want hold();
  Want linger(std::size_t dropped);
  Want reset_by(Time latest);
  Want leave(Incoming how, Time now);
  [[nodiscard]] Want close() const { return {want::Close{}}; }

  Want pause(Phase phase, Time until) {
    phase_ = phase;
    return {want::Pause{}, until};
  }
  void limit_time(Duration limit, Time now) {
    if (limit > Duration::zero()) deadline_ = now + limit;
  }
  void begin_answer() {
    deadline_ = never;
    phase_ = Phase::answering;
    is_answering_ = true;
    sends_ = 0;
    may_watch_ = true;
    has_unread_ = false;
  }
  void end_answer(AnswerEnd end, Time now) {
    deadline_ = never;
    is_waiting_ = false;
    if (std::exchange(is_answering_, false)) handler_.on_end(end, now);
  }

  const ServingTerms& terms_;
  std::unique_ptr<const ConnectionFault> fault_;  // null: none
  std::unique_ptr<TlsServerHello> hello_;         // while a fault reads it
  wire::HttpRequestReader reader_;
  HandlerType handler_;
  std::unique_ptr<const std::string> unread_;  // pipelined bytes after the request that is answered; null: none
  Time deadline_ = never;                      // of the phase; of an answer: when its next act is due
  std::uint32_t progress_ = 0;                 // bytes sent of a 100 Continue or ServerHello, or dropped after the FIN
  std::uint8_t sends_ = 0;                     // in this turn
  Phase phase_ = Phase::reading;
  Phase then_ = Phase::reading;  // after shutting_down
  bool is_turned_away_ = false;
  bool is_answering_ = false;
  bool is_waiting_ = false;  // the handler's last act was a wait
  bool may_watch_ = true;    // nothing is known yet of the peer's leaving or talking on
  bool has_unread_ = false;  // bytes of the peer wait in the kernel: nothing tells of what comes behind them
};

template <Handler H>
Want Connection<H>::begin(Time now) {
  if (const auto* silent = fault<Silent>()) {
    return silent->duration ? pause(Phase::silent, now + *silent->duration) : stay_mute();
  }
  if (!terms_.tls || (!fault<TlsStall>() && !fault<TlsCut>())) return serve(now);
  hello_ = std::make_unique<TlsServerHello>(terms_.tls);
  phase_ = Phase::hello;
  limit_time(terms_.request_timeout, now);
  return {want::Read{most_read}, deadline_};
}

template <Handler H>
Want Connection<H>::stay_mute() {
  phase_ = Phase::mute;
  return {want::Look{}};
}

template <Handler H>
Want Connection<H>::read_hello(std::string_view bytes, Time now) {
  if (!hello_->take(bytes)) return {want::Read{most_read}, deadline_};
  deadline_ = never;
  return break_off(now);
}

template <Handler H>
Want Connection<H>::break_off(Time now) {
  const auto* cut = fault<TlsCut>();
  const auto place = cut != nullptr ? cut->after : fault<TlsStall>()->after;
  const auto rest = std::string_view(hello_->record()).substr(progress_);
  if (place == HandshakePlace::client_hello || rest.empty()) return after_hello(now);
  phase_ = Phase::sending_hello;
  return {want::Send{rest}};
}

template <Handler H>
Want Connection<H>::after_hello(Time now) {
  hello_.reset();
  progress_ = 0;
  const auto* cut = fault<TlsCut>();
  if (cut == nullptr) return stay_mute();
  return cut->how == Cut::fin ? shut_down(false, Phase::lingering) : reset_by(now + reset_time);
}

template <Handler H>
Want Connection<H>::serve(Time now) {
  if (!terms_.tls) return on_ready(now);
  phase_ = Phase::shaking_hands;
  limit_time(terms_.request_timeout, now);
  return {want::ShakeHands{terms_.tls.get()}, deadline_};
}

template <Handler H>
Want Connection<H>::on_shaken_hands(TlsStep step, Time now) {
  deadline_ = never;
  // Where a handler has had hands shaken, that was its answer.
  if (step == TlsStep::done) return is_answering_ ? perform(act::TakeNext{}, now) : on_ready(now);
  end_answer(AnswerEnd::abandoned, now);
  return step == TlsStep::plain_http ? refuse(PlainHttp{}, now) : close();
}

template <Handler H>
Want Connection<H>::on_ready(Time now) {
  if (is_turned_away_) return refuse(TooManyConnections{}, now);
  if (const auto* delay = fault<DelayFirstRead>()) return pause(Phase::delayed, now + delay->duration);
  return read(now);
}

template <Handler H>
Want Connection<H>::read(Time now) {
  if (const auto* slow = fault<SlowRead>()) return pause(Phase::slow, now + slow->every);
  phase_ = Phase::reading;
  if (terms_.times_silence && deadline_ == never) limit_time(terms_.request_timeout, now);
  return {want::Read{most_read}, deadline_};
}

template <Handler H>
Want Connection<H>::on_bytes(std::string_view bytes, Time now) {
  if (phase_ == Phase::hello) return read_hello(bytes, now);
  if (phase_ == Phase::lingering) return linger(bytes.size());
  if (phase_ == Phase::holding) return hold();
  if (phase_ == Phase::answering) return hear(bytes, now);
  return take(bytes, now);
}

template <Handler H>
Want Connection<H>::take(std::string_view input, Time now) {
  auto step = reader_.next(input);
  if (auto* complete = std::get_if<wire::HttpRequestComplete>(&step)) {
    if (!input.empty()) unread_ = std::make_unique<const std::string>(input);
    return answer(std::move(complete->request), now);
  }
  if (const auto* error = std::get_if<wire::HttpError>(&step)) return refuse(*error, now);
  // One that has begun must become whole in time; a connection between requests may stay as it is.
  if (deadline_ == never && reader_.in_message()) limit_time(terms_.request_timeout, now);
  if (std::holds_alternative<wire::HttpNeedMore>(step)) return read(now);
  phase_ = Phase::continuing;
  return say_continue();
}

template <Handler H>
Want Connection<H>::say_continue() const {
  return {want::Send{continue_response.substr(progress_)}, deadline_};
}

template <Handler H>
Want Connection<H>::answer(wire::HttpRequest&& request, Time now) {
  begin_answer();
  handler_.on_request(std::move(request), std::exchange(progress_, 0), now);
  return go_on_answering(now);
}

template <Handler H>
Want Connection<H>::refuse(const Refusal& refusal, Time now) {
  begin_answer();
  handler_.on_refusal(refusal, reader_.head(), now);
  return go_on_answering(now);
}

template <Handler H>
Want Connection<H>::go_on_answering(Time now) {
  is_waiting_ = false;
  return std::visit([this, now](const auto& act) { return this->perform(act, now); }, handler_.next(now));
}

template <Handler H>
Want Connection<H>::perform(const act::Send& send, Time /*now*/) {
  if (++sends_ <= sends_a_turn) return {want::Send{send.bytes}, send.until};
  sends_ = 0;
  return {want::Yield{}};
}

template <Handler H>
Want Connection<H>::perform(const act::Wait& wait, Time now) {
  sends_ = 0;
  is_waiting_ = true;
  deadline_ = wait.until;
  if (may_watch_) return {want::Watch{}, deadline_};
  if (deadline_ - now >= leaving_silence) return {want::Look{}};
  return {want::Pause{}, deadline_};
}

template <Handler H>
Want Connection<H>::perform(const act::TakeNext& /*next*/, Time now) {
  end_answer(AnswerEnd::as_meant, now);
  if (terms_.is_draining) return {want::Close{true}};
  if (!unread_) return read(now);
  // In turn, so that a burst of pipelined requests neither grows the stack nor starves other connections.
  phase_ = Phase::between;
  return {want::Yield{}};
}

template <Handler H>
Want Connection<H>::perform(const act::Fin& fin, Time now) {
  end_answer(AnswerEnd::as_meant, now);
  return shut_down(fin.notifies, Phase::lingering);
}

template <Handler H>
Want Connection<H>::perform(const act::HalfClose& /*half_close*/, Time /*now*/) {
  return shut_down(true, Phase::holding);
}

template <Handler H>
Want Connection<H>::perform(const act::Hang& /*hang*/, Time /*now*/) {
  return hold();
}

template <Handler H>
Want Connection<H>::perform(const act::Reset& reset, Time now) {
  if (reset.drains) return reset_by(now + reset_time);
  end_answer(AnswerEnd::as_meant, now);
  return {want::Reset{}};
}

template <Handler H>
Want Connection<H>::perform(const act::StartTls& start, Time /*now*/) {
  if (unread_) return close();
  phase_ = Phase::shaking_hands;
  deadline_ = start.until;
  return {want::ShakeHands{start.context}, deadline_};
}

template <Handler H>
Want Connection<H>::perform(const act::JoinWith& join, Time /*now*/) {
  return {want::Join{join.socket, unread_ ? std::string_view(*unread_) : std::string_view()}};
}

template <Handler H>
Want Connection<H>::perform(const act::Listen& listen, Time now) {
  sends_ = 0;
  is_waiting_ = true;
  deadline_ = listen.until;
  if (!unread_) return {want::Read{most_read}, deadline_};
  const auto early = std::exchange(unread_, nullptr);
  return hear(*early, now);
}

template <Handler H>
Want Connection<H>::hear(std::string_view bytes, Time now) {
  if constexpr (ListeningHandler<H>) handler_.on_heard(bytes, now);
  return go_on_answering(now);
}

template <Handler H>
Want Connection<H>::shut_down(bool notifies, Phase then) {
  phase_ = Phase::shutting_down;
  then_ = then;
  return {want::ShutDown{notifies}};
}

template <Handler H>
Want Connection<H>::on_shut_down(Time now) {
  if (then_ == Phase::holding) return hold();
  phase_ = Phase::lingering;
  limit_time(linger_time, now);
  return linger(0);
}

/// Waits for the peer to leave. What it still sends is dropped, for else its FIN would stay unseen behind it.
template <Handler H>
Want Connection<H>::hold() {
  phase_ = Phase::holding;
  return {want::Drop{}};
}

template <Handler H>
Want Connection<H>::linger(std::size_t dropped) {
  progress_ += static_cast<std::uint32_t>(dropped);
  if (progress_ > linger_bytes) return close();
  return {want::Drop{}, deadline_};
}

template <Handler H>
Want Connection<H>::reset_by(Time latest) {
  phase_ = Phase::resetting;
  deadline_ = latest;
  return {want::AskAcknowledged{}};
}

template <Handler H>
Want Connection<H>::on_acknowledged(bool is, Time now) {
  if (!is && now < deadline_) return {want::Pause{}, now + reset_poll};
  end_answer(AnswerEnd::as_meant, now);
  return {want::Reset{}};
}

template <Handler H>
Want Connection<H>::on_fin(Time now) {
  const bool listens = is_waiting_;
  end_answer(listens ? AnswerEnd::abandoned : AnswerEnd::as_meant, now);  // as meant: a held one
  return close();
}

template <Handler H>
Want Connection<H>::on_broken(Time now) {
  end_answer(AnswerEnd::reset, now);
  return close();
}

template <Handler H>
Want Connection<H>::on_written(std::size_t size, Time now) {
  if (phase_ == Phase::answering) {
    handler_.on_written(size, now);
    return go_on_answering(now);
  }
  progress_ += static_cast<std::uint32_t>(size);
  if (phase_ == Phase::sending_hello) return break_off(now);
  return progress_ < continue_response.size() ? say_continue() : read(now);
}

template <Handler H>
Want Connection<H>::on_room(Time now) {
  if (phase_ == Phase::sending_hello) return break_off(now);
  if (phase_ == Phase::continuing) return say_continue();
  return go_on_answering(now);
}

template <Handler H>
Want Connection<H>::on_news(Incoming news, Time now) {
  if (news == Incoming::reset) return leave(news, now);
  // After a FIN the peer may still read (a half-close); bytes are its next request and wait in the kernel.
  may_watch_ = news == Incoming::nothing;
  has_unread_ = news == Incoming::bytes;
  return go_on_answering(now);
}

template <Handler H>
Want Connection<H>::on_looked(Incoming seen, Time now) {
  const bool is_there = seen == Incoming::nothing;
  if (phase_ == Phase::mute) return is_there ? Want{want::Pause{}, now + look_interval} : close();
  if (!is_there) return leave(seen, now);
  return {want::Pause{}, has_unread_ ? std::min(deadline_, now + look_interval) : deadline_};
}

/// Ends the answer for a peer that has left it.
template <Handler H>
Want Connection<H>::leave(Incoming how, Time now) {
  end_answer(how == Incoming::reset ? AnswerEnd::reset : AnswerEnd::abandoned, now);
  return close();
}

template <Handler H>
Want Connection<H>::on_turn(Time now) {
  if (phase_ == Phase::answering) return go_on_answering(now);
  const auto input = std::exchange(unread_, nullptr);
  return take(*input, now);
}

template <Handler H>
std::optional<Want> Connection<H>::on_woken(Time now) {
  return is_waiting_ ? std::optional(go_on_answering(now)) : std::nullopt;
}

template <Handler H>
Want Connection<H>::on_time(Time now) {
  switch (phase_) {
    case Phase::silent:
      return serve(now);
    case Phase::mute:
      return stay_mute();
    case Phase::delayed:
      return read(now);
    case Phase::slow:
      phase_ = Phase::reading;
      return {want::Read{std::clamp<std::size_t>(fault<SlowRead>()->bytes, 1, most_read)}};
    case Phase::reading:
      return refuse(LateRequest{}, now);
    case Phase::answering:
      return go_on_answering(now);
    case Phase::resetting:
      return {want::AskAcknowledged{}};
    case Phase::hello:
    case Phase::shaking_hands:
    case Phase::continuing:
    case Phase::lingering:
    case Phase::sending_hello:
    case Phase::between:
    case Phase::shutting_down:
    case Phase::holding:
      break;
  }
  return close();
}

}  // namespace wiretape::net
