#include "wiretape/recorder/relay/relay.h"

#include <chrono>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace wiretape::recorder::relay {
namespace {

constexpr std::chrono::milliseconds look_again{1};  // for a tape that is being written

/// What a peer is told whose bytes are no request.
struct RefusalError {
  RelayError operator()(const net::TooManyConnections&) const {
    return {503, "wiretape_too_many_connections",
            "the recorder holds as many connections as --max-connections allows; close some, or raise it"};
  }
  RelayError operator()(const net::PlainHttp&) const {
    return {400, "wiretape_plain_http", "plain HTTP on a port that speaks TLS; use https://"};
  }
  RelayError operator()(const net::LateRequest&) const {
    return {408, "wiretape_request_timeout", "the request was not whole in time; send it faster"};
  }
  RelayError operator()(const wire::HttpError& error) const {
    return {error.status, "wiretape_bad_request",
            fmt::format("the request can't be read: {} at byte {}", error.what, error.offset)};
  }
};

/// "those that are recorded are at /openai/…, /anthropic/…"
std::string known_paths(const Upstreams& upstreams) {
  if (upstreams.all().empty()) return "what is recorded comes by the proxy, for hosts that --intercept names";
  std::string paths;
  for (const auto& upstream : upstreams.all())
    paths.append(paths.empty() ? "/" : ", /").append(upstream.name).append("/…");
  return "those that are recorded are at " + paths;
}

RelayError no_recording(const wire::HttpRequestHead& request, const replay::TapeMiss& miss) {
  return {404, "wiretape_unmatched",
          fmt::format("no recording answers {} {}{}{}; to record it: --mode once, where the network is allowed",
                      request.method, request.target.substr(0, request.target.find('?')),
                      miss.nearest.empty() ? "" : "; ", miss.nearest)};
}

/// Whether the application's connection ends after the answer.
bool is_last(const wire::HttpRequestHead& request) {
  return request.minor_version == 0 || !request.keep_alive();
}

}  // namespace

void Relay::address(const net::Destination* destination) {
  if (destination == nullptr) {
    asked_for_.reset();
  } else {
    asked_for_ = std::make_unique<const Upstream>(Upstream{"", destination->url, destination->upstream_proxy});
  }
}

void Relay::on_request(wire::HttpRequest&& request, std::size_t /*continued*/, net::Time now) {
  const auto& upstreams = terms_->upstream.upstreams;
  auto route = asked_for_ ? route_to(*asked_for_, request.head.target) : upstreams.route(request.head.target);
  if (!route) {
    return refuse({404, "wiretape_no_upstream",
                   fmt::format("no upstream for {}; {}", request.head.target, known_paths(upstreams))},
                  &request.head, is_last(request.head));
  }
  if (terms_->replay == nullptr) return pass_on(std::move(request), *std::move(route), now);
  request.head.target = route->plain_target;
  answer_from_tapes(std::move(request), *std::move(route), now);
}

void Relay::answer_from_tapes(wire::HttpRequest&& request, Route route, net::Time now) {
  auto answer = terms_->replay->answer(origin_of(*route.upstream), request, connection_);
  if (const auto* nothing = std::get_if<replay::TapeMiss>(&answer))
    return miss(std::move(request), std::move(route), *nothing, now);
  auto& found = std::get<replay::TapeAnswer>(answer);
  playback_.emplace(found.terms, connection_);
  playback_->answer(std::move(found.playable), std::move(request), 0, now);
}

void Relay::miss(wire::HttpRequest&& request, Route route, const replay::TapeMiss& miss, net::Time now) {
  auto& replay = *terms_->replay;
  if (replay.refuses_missing()) {
    refuse(no_recording(request.head, miss), &request.head, is_last(request.head));
    return replay.refuse(std::move(request), miss);
  }
  const auto key = replay::key_of(request);
  if (replay.awaited().until(key) > now) {
    held_ = Held{std::move(request), std::move(route), key, replay.added()};
  } else {
    key_ = key;
    pass_on(std::move(request), std::move(route), now);
  }
}

bool Relay::stays_held(net::Time now) const {
  return held_->tapes == terms_->replay->added() && terms_->replay->awaited().until(held_->key) > now;
}

void Relay::pass_on(wire::HttpRequest&& request, Route route, net::Time now) {
  auto wake = [terms = terms_, connection = connection_] { terms->wake(connection); };
  auto kept = kept_.take(*route.upstream, now);
  passage_ = std::make_unique<Passage>(*terms_, executor_, std::move(request), std::move(route), std::move(kept),
                                       std::move(wake), now);
}

void Relay::on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* head, net::Time /*now*/) {
  refuse(std::visit(RefusalError{}, refusal), head, true);
}

void Relay::refuse(const RelayError& error, const wire::HttpRequestHead* request, bool closes) {
  own_ = own_answer(error, request, closes);
  closes_ = closes;
}

net::Act Relay::next(net::Time now) {
  if (held_ && stays_held(now)) return net::act::Wait{now + look_again};
  if (auto held = std::exchange(held_, std::nullopt))
    answer_from_tapes(std::move(held->request), std::move(held->route), now);
  if (held_) return net::act::Wait{now + look_again};
  if (playback_) return playback_->next(now);
  if (passage_ && passage_->has_answered()) await_tape(now);
  if (passage_) return passage_->next();
  if (!own_.empty()) return net::act::Send{own_};
  return closes_ ? net::Act{net::act::Fin{}} : net::Act{net::act::TakeNext{}};
}

void Relay::on_heard(std::string_view bytes, net::Time now) {
  if (playback_) playback_->on_heard(bytes, now);
}

/// Before the last of the answer is sent: the application may ask the same as soon as it has that.
void Relay::await_tape(net::Time now) {
  if (const auto key = std::exchange(key_, std::nullopt)) terms_->replay->awaited().begin(*key, now);
}

void Relay::on_written(std::size_t size, net::Time now) {
  if (playback_) return playback_->on_written(size, now);
  if (passage_) return passage_->on_written(size);
  own_.erase(0, size);
}

void Relay::on_end(net::AnswerEnd end, net::Time now) {
  if (playback_) playback_->on_end(end, now);
  if (passage_) {
    passage_->on_end(end, now);
    kept_ = passage_->take_connection(now);
  }
  playback_.reset();
  passage_.reset();
  held_.reset();
  own_.clear();
}

}  // namespace wiretape::recorder::relay
