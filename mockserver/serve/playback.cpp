#include "wiretape/mockserver/serve/playback.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "wiretape/mockserver/answer/cors.h"
#include "wiretape/mockserver/answer/own_answer.h"
#include "wiretape/mockserver/serve/answer_head.h"
#include "wiretape/mockserver/serve/shared_wake_up.h"

namespace wiretape::mockserver {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

/// Whether the program has gaps that are kept on the shared grid.
bool waits(const program::WireProgram& program) {
  return !program.is_instant && !program.steps.empty() && program.steps.back().at >= shortest_shared_wait;
}

/// The time since the start of a play that may not have begun yet.
microseconds since(net::Time started, net::Time now) {
  return std::max(microseconds(0), duration_cast<microseconds>(now - started));
}

/// What a peer is told whose bytes are no request.
struct OwnAnswerTo {
  wire::HttpFields fields;  // of CORS

  Playable operator()(const net::TooManyConnections&) const {
    return error_answer({503, "wiretape_too_many_connections",
                         "the server holds as many connections as --max-connections allows; close some, or raise it"},
                        fields);
  }
  Playable operator()(const net::PlainHttp&) const {
    return error_answer({400, "wiretape_plain_http", "plain HTTP on a port that speaks TLS; use https://"}, fields);
  }
  Playable operator()(const net::LateRequest&) const {
    return error_answer(
        {408, "wiretape_request_timeout", "the request was not whole within the time that --request-timeout allows"},
        fields);
  }
  Playable operator()(const wire::HttpError& error) const { return Responder::refuse(error, fields); }
};

/// How a program's end is an act of its connection.
struct ActOf {
  net::Act operator()(const program::FinAction& fin) const { return net::act::Fin{fin.notifies}; }
  net::Act operator()(const program::HalfCloseAction&) const { return net::act::HalfClose{}; }
  net::Act operator()(const program::ResetAction& reset) const { return net::act::Reset{reset.drains}; }
  net::Act operator()(const program::HangAction&) const { return net::act::Hang{}; }
};

// A client that does not say what is expected (RFC 6455 section 7.4.1: policy violation).
constexpr std::uint16_t unmet_code = 1008;

std::string unmet_reason(const tape::HeardMatcher& expected, std::size_t others) {
  return fmt::format("wiretape: {} other message{} came, but none that is {}", others, others == 1 ? "" : "s",
                     expected.expected());
}

}  // namespace

/// The time since the start of the play. That of an instant play is virtual: whatever is to be done next is due.
class Playback::Clock {
 public:
  Clock(const Playing& playing, net::Time time) : playing_(playing), time_(time) {}
  [[nodiscard]] microseconds now() const {
    const auto& player = playing_.player;
    const bool is_virtual = player.is_instant() && player.repeats_after().count() == 0;
    return is_virtual ? player.due() : since(playing_.started, time_);
  }

 private:
  const Playing& playing_;
  net::Time time_;
};

/// Takes of a write what the last send has taken of it, and notes what is to be sent.
class Playback::Sink {
 public:
  explicit Sink(Playing& playing) : playing_(playing) {}

  [[nodiscard]] program::SinkResult write(std::size_t offset, std::string_view bytes) {
    const auto taken = std::exchange(playing_.taken, 0);
    playing_.offset = offset + taken;
    rest = playing_.request_id.fill(playing_.player.program(), playing_.offset, bytes.substr(taken));
    return {taken, false};
  }
  void close(const program::CloseAction& action) const { playing_.close = action; }

  std::string_view rest;

 private:
  Playing& playing_;
};

void Playback::on_request(wire::HttpRequest&& request, std::size_t continued, net::Time now) {
  if (terms_->is_cors) {
    if (auto allowed = preflight_answer(request)) return play(std::move(*allowed), 0, now);
  }
  auto playable = terms_->responder.respond(request, {connection_, terms_->is_tls || is_tls_inside_, terms_->is_cors});
  answer(std::move(playable), std::move(request), continued, now);
}

void Playback::answer(Playable playable, wire::HttpRequest&& request, std::size_t continued, net::Time now) {
  const auto head = answer_head(*playable.program);
  const bool has_holds = playable.program->has_holds;
  auto& held = terms_->responder.held();
  // Before the journal: who has seen this request there may send one that is to be the next.
  held.requested(playable.session, has_holds ? std::optional(connection_) : std::nullopt);
  const auto number = terms_->journal.received(playable.session, playable.exchange, std::move(request),
                                               {.is_unmatched = playable.is_unmatched,
                                                .is_limited = playable.is_limited,
                                                .faults = std::move(playable.faults),
                                                .status = head.status,
                                                .retry_after = head.retry_after,
                                                .reason = playable.error.empty() ? playable.miss : playable.error,
                                                .at = now});
  if (continued > 0) terms_->journal.continued(number, continued);
  if (has_holds) held.number(connection_, number);
  play(std::move(playable), number, now);
}

void Playback::on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* head, net::Time now) {
  const OwnAnswerTo answer{terms_->is_cors ? cross_origin_fields(head) : wire::HttpFields{}};
  play(std::visit(answer, refusal), 0, now);
}

void Playback::play(Playable playable, std::uint64_t journalled, net::Time now) {
  // Begun on the grid, for else the first gap would be the one that is not as long as the others.
  const auto started = waits(*playable.program) ? on_shared_grid(now) : now;
  const auto ending = playable.program->ending;
  playing_.emplace(Playing{.player = program::Player(std::move(playable.program)),
                           .started = started,
                           .journalled = journalled,
                           .ending = ending,
                           .request_id = RequestIdFiller(playable.request_number)});
  if (const auto& terms = playing_->player.program().websocket)
    playing_->talk = std::make_unique<Talk>(Talk{.client = WsTalk(terms->deflate, terms->echoes)});
}

net::Act Playback::next(net::Time now) {
  playing_->asked = now;
  if (now < playing_->started) return net::act::Wait{playing_->started};
  const Clock clock(*playing_, now);
  Sink sink(*playing_);
  for (;;) {
    const auto state = playing_->player.advance(sink, clock);
    std::optional<net::Time> stays = now;
    if (state == program::PlayState::waiting_for_time) stays = wait(now);
    if (state == program::PlayState::held) stays = stay(clock, now);
    if (state == program::PlayState::expecting) stays = expect(clock, now);
    if (!stays) continue;
    if (playing_->talk == nullptr) return act_of(state, sink.rest, *stays);
    return talk(state, sink.rest, *stays);
  }
}

net::Act Playback::act_of(program::PlayState state, std::string_view rest, net::Time until) const {
  switch (state) {
    case program::PlayState::waiting_for_sink:
    case program::PlayState::broken:
      return net::act::Send{rest};
    case program::PlayState::waiting_for_time:
    case program::PlayState::held:
    case program::PlayState::expecting:
    case program::PlayState::yielding:
      return net::act::Wait{until};
    case program::PlayState::finished:
      break;
  }
  return playing_->close ? std::visit(ActOf{}, *playing_->close) : net::Act{net::act::TakeNext{}};
}

/// As act_of, but that the client is listened to, and that what the server says of its own goes between two frames.
net::Act Playback::talk(program::PlayState state, std::string_view rest, net::Time until) {
  auto& [client, expected, is_own, is_played] = *playing_->talk;
  is_played = state == program::PlayState::finished;
  if (client.has_closed() && !playing_->close) client.answer_close();
  const auto& starts = playing_->player.program().frame_starts;
  const bool is_between = std::ranges::binary_search(starts, playing_->player.written());
  is_own = is_between && !client.to_say().empty();
  if (is_own) return net::act::Send{client.to_say()};
  if (is_between && client.is_over()) return net::act::Fin{};
  auto act = act_of(state, rest, until);
  if (const auto* wait = std::get_if<net::act::Wait>(&act)) return net::act::Listen{wait->until};
  if (std::holds_alternative<net::act::TakeNext>(act)) return net::act::Listen{net::Time::max()};
  return act;
}

/// Until when the player waits for time alone.
net::Time Playback::wait(net::Time now) {
  playing_->request_id.forget();
  // Virtual time stands still where something is repeated: that waits in real time.
  const auto& player = playing_->player;
  if (player.is_instant()) playing_->started = now - player.due() + player.repeats_after();
  return shared_wake_up(playing_->started + player.due(), now);
}

/// Until when the expectation lasts that the player is at. Nullopt: it is met, or nobody waits for it any longer, and
/// the player goes on.
std::optional<net::Time> Playback::expect(const Clock& clock, net::Time now) {
  auto& player = playing_->player;
  auto& [client, expected, is_own, is_played] = *playing_->talk;
  const auto& [message, limit] = *player.expectation();
  if (!expected) {
    expected.emplace(Expectation{
        message ? std::optional<tape::HeardMatcher>(player.program().websocket->expected[*message]) : std::nullopt,
        now + limit});
    playing_->request_id.forget();
  }
  const bool is_met = expected->message ? client.take(*expected->message) : client.has_closed();
  if (!is_met && now < expected->latest) return expected->latest;
  if (!is_met && expected->message) {
    if (!client.is_over()) client.close(unmet_code, unmet_reason(*expected->message, client.untaken()));
    return net::Time::max();
  }
  expected.reset();
  player.release(clock.now());
  return std::nullopt;
}

/// Until when the hold lasts that the player is at. Nullopt: it is over, and the player goes on.
std::optional<net::Time> Playback::stay(const Clock& clock, net::Time now) {
  auto& held = terms_->responder.held();
  auto& player = playing_->player;
  if (!std::exchange(playing_->is_held, true)) {
    // The journal first: who has waited for the hold looks there.
    terms_->journal.held(playing_->journalled, clock.now());
    held.arrive(connection_, *player.hold(), now);
    playing_->request_id.forget();
  }
  const auto stay = held.stay(connection_, now);
  if (const auto* until = std::get_if<net::Time>(&stay)) return *until;
  playing_->is_held = false;
  terms_->journal.went_on(playing_->journalled, std::get<journal::HoldEnd>(stay), clock.now());
  player.release(clock.now());
  return std::nullopt;
}

void Playback::on_heard(std::string_view bytes, net::Time /*now*/) {
  playing_->talk->client.hear(bytes);
}

void Playback::on_written(std::size_t size, net::Time now) {
  if (playing_->talk && playing_->talk->is_own) return playing_->talk->client.said(size);
  playing_->taken = size;
  if (playing_->journalled == 0) return;
  const Clock clock(*playing_, now);
  terms_->journal.wrote(playing_->journalled, {playing_->offset, size, clock.now()}, playing_->asked);
}

void Playback::on_end(net::AnswerEnd end, net::Time now) {
  if (playing_->player.program().has_holds) terms_->responder.held().end(connection_);
  if (playing_->talk) end = end_of_talk(end);
  const auto ending = end == net::AnswerEnd::as_meant ? playing_->ending
                      : end == net::AnswerEnd::reset  ? wire::Ending::reset
                                                      : wire::Ending::abandoned;
  if (playing_->journalled != 0)
    terms_->journal.ended(playing_->journalled, {ending, Clock(*playing_, now).now(), end != net::AnswerEnd::as_meant},
                          now);
  playing_.reset();
}

/// Who leaves a WebSocket when all is said has not cut it short, and who closes it before that has.
net::AnswerEnd Playback::end_of_talk(net::AnswerEnd end) const {
  if (end == net::AnswerEnd::reset) return end;
  return playing_->talk->is_played ? net::AnswerEnd::as_meant : net::AnswerEnd::abandoned;
}

}  // namespace wiretape::mockserver
