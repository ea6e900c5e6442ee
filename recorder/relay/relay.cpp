#include "wiretape/recorder/relay/relay.h"

#include <utility>
#include <variant>

#include <fmt/format.h>

namespace wiretape::recorder::relay {
namespace {

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
    const bool closes = request.head.minor_version == 0 || !request.head.keep_alive();
    return refuse({404, "wiretape_no_upstream",
                   fmt::format("no upstream for {}; {}", request.head.target, known_paths(upstreams))},
                  &request.head, closes);
  }
  auto wake = [terms = terms_, connection = connection_] { terms->wake(connection); };
  passage_ = std::make_unique<Passage>(*terms_, executor_, std::move(request), *std::move(route), std::move(wake), now);
}

void Relay::on_refusal(const net::Refusal& refusal, const wire::HttpRequestHead* head, net::Time /*now*/) {
  refuse(std::visit(RefusalError{}, refusal), head, true);
}

void Relay::refuse(const RelayError& error, const wire::HttpRequestHead* request, bool closes) {
  own_ = own_answer(error, request, closes);
  closes_ = closes;
}

net::Act Relay::next(net::Time /*now*/) {
  if (passage_) return passage_->next();
  if (!own_.empty()) return net::act::Send{own_};
  return closes_ ? net::Act{net::act::Fin{}} : net::Act{net::act::TakeNext{}};
}

void Relay::on_written(std::size_t size, net::Time /*now*/) {
  if (passage_) return passage_->on_written(size);
  own_.erase(0, size);
}

void Relay::on_end(net::AnswerEnd end, net::Time now) {
  if (passage_) passage_->on_end(end, now);
  passage_.reset();
  own_.clear();
}

}  // namespace wiretape::recorder::relay
