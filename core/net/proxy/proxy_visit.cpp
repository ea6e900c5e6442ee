#include "wiretape/core/net/proxy/proxy_visit.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/http/http_writer.h"

//   CONNECT ─▶ one of the hosts ─▶ 200 ─▶ TLS ─▶ requests, for destination()
//          └─▶ another ─▶ dial ─▶ 200 ─▶ joined with it
//                            └──▶ 502, 504

namespace wiretape::net {
namespace {

constexpr std::string_view established = "HTTP/1.1 200 Connection established\r\n\r\n";

bool is_for_proxy(std::string_view name) {
  return wire::equal_ignoring_case(name, "proxy-authorization") || wire::equal_ignoring_case(name, "proxy-connection");
}

/// A client's credentials for its proxy are nobody else's.
void drop_proxy_fields(wire::HttpFieldLines& fields) {
  const auto is_any = [](const wire::HttpFieldView& field) { return is_for_proxy(field.name); };
  if (std::none_of(fields.begin(), fields.end(), is_any)) return;
  wire::HttpFieldLines kept;
  for (const auto& [name, value] : fields) {
    if (!is_for_proxy(name)) kept.push_back({name, value});
  }
  fields = std::move(kept);
}

bool is_absolute_form(std::string_view target) {
  return target.find("://") < target.find('/');
}

/// "api.test:443"
std::string authority_of(const Url& url) {
  const bool is_ipv6 = url.host.find(':') != std::string::npos;
  return is_ipv6 ? fmt::format("[{}]:{}", url.host, url.port) : fmt::format("{}:{}", url.host, url.port);
}

std::string not_intercepted(const Url& asked) {
  return fmt::format(
      "{} is not intercepted, so nothing is asked of it; name it by --intercept {}, or keep it away from "
      "this proxy by NO_PROXY",
      authority_of(asked), asked.host);
}

}  // namespace

ProxyVisit::ProxyVisit(const ProxyTerms& terms, std::uint64_t connection, boost::asio::any_io_executor executor)
    : terms_(terms), connection_(connection), executor_(std::move(executor)) {}

ProxyVisit::~ProxyVisit() {
  if (far_ >= 0) ::close(far_);
}

bool ProxyVisit::on_request(wire::HttpRequest& request) {
  drop_proxy_fields(request.head.fields);
  if (is_inside_) return false;
  destination_.reset();
  if (request.head.method == "CONNECT") {
    connect(request.head);
    return true;
  }
  if (!is_absolute_form(request.head.target)) return false;
  const auto parsed = parse_url(request.head.target);
  const auto* asked = std::get_if<Url>(&parsed);
  if (asked == nullptr) {
    refuse(400, "wiretape_bad_request", "the target is no http or https URL: " + request.head.target);
    return true;
  }
  const auto* host = find(*asked);
  if (host == nullptr) {
    refuse(502, "wiretape_not_intercepted", not_intercepted(*asked));
    return true;
  }
  const Url itself{.is_tls = asked->is_tls, .host = asked->host, .port = asked->port, .path = "", .query = ""};
  destination_ = Destination{host->intercept.instead.value_or(itself), false, host->upstream_proxy};
  return false;
}

void ProxyVisit::connect(const wire::HttpRequestHead& head) {
  const auto parsed = parse_url("https://" + head.target);
  const auto* asked = std::get_if<Url>(&parsed);
  if (asked == nullptr) {
    const auto& [offset, found, expected, hint] = std::get<text::InputError>(parsed);
    return refuse(400, "wiretape_bad_request",
                  fmt::format("CONNECT {}: found {}, expected {}", head.target, found, expected));
  }
  host_ = find(*asked);
  if (host_ != nullptr) {
    const Url itself{.is_tls = true, .host = asked->host, .port = asked->port, .path = "", .query = ""};
    destination_ = Destination{host_->intercept.instead.value_or(itself), true, host_->upstream_proxy};
    own_ = established;
    then_ = Then::tls;
  } else if (terms_.tunnels_others) {
    dial(*asked);
  } else {
    refuse(502, "wiretape_not_intercepted", not_intercepted(*asked));
  }
}

void ProxyVisit::dial(const Url& asked) {
  then_ = Then::dial;
  DialTarget target{.host = asked.host, .port = asked.port, .tls = nullptr, .timeouts = {}};
  if (terms_.upstream_proxy) target.proxy = terms_.upstream_proxy(asked.host);
  dial_ = Dial::start(executor_, std::move(target), [this, asked](DialResult result) {
    on_dialled(asked, std::move(result));
    terms_.wake(connection_);  // which may destroy this
  });
}

void ProxyVisit::on_dialled(const Url& asked, DialResult result) {
  if (const auto* stream = std::get_if<std::unique_ptr<ClientStream>>(&result)) {
    far_ = (*stream)->release();
    own_ = established;
    then_ = Then::join;
  } else if (const auto* passed = std::get_if<DeadlinePassed>(&result)) {
    refuse(504, "wiretape_tunnel_timeout",
           fmt::format("no connection to {} within {} ({}); see that it is reachable from here", authority_of(asked),
                       passed->limit, to_string(passed->deadline)));
  } else {
    refuse(502, "wiretape_tunnel_failed",
           fmt::format("no connection to {}: {}; check host and port, and that it is reachable from here",
                       authority_of(asked), std::get<TransportFailure>(result).cause));
  }
}

void ProxyVisit::refuse(int status, std::string_view type, const std::string& message) {
  wire::HttpResponseHead head{.status = status, .reason = "", .minor_version = 1, .fields = {}};
  const auto body = "wiretape: " + message + "\n";
  head.fields = {{"content-type", "text/plain; charset=utf-8"},
                 {"content-length", std::to_string(body.size())},
                 {"x-wiretape-error", std::string(type)},
                 {"connection", "close"}};
  own_.clear();
  wire::append_response_head(own_, head);
  own_ += body;
  then_ = Then::close;
}

Act ProxyVisit::next(Time now) {
  if (!own_.empty()) return act::Send{own_};
  switch (then_) {
    case Then::tls:
      return act::StartTls{host_->tls.get(), now + terms_.handshake};
    case Then::join:
      return act::JoinWith{std::exchange(far_, -1)};
    case Then::dial:
      return act::Wait{Time::max()};
    case Then::none:
    case Then::close:
      break;
  }
  return act::Fin{};
}

void ProxyVisit::on_end(AnswerEnd end) {
  const auto then = std::exchange(then_, Then::none);
  if (then == Then::tls) {
    is_inside_ = end == AnswerEnd::as_meant;
    if (!is_inside_ && own_.empty() && terms_.on_distrusted) terms_.on_distrusted(host_->intercept.host);
  }
  dial_ = Dial();
  own_.clear();
}

const InterceptedHost* ProxyVisit::find(const Url& asked) const {
  const auto found = std::ranges::find_if(
      terms_.hosts, [&](const InterceptedHost& host) { return intercepts(host.intercept, asked); });
  return found == terms_.hosts.end() ? nullptr : &*found;
}

}  // namespace wiretape::net
