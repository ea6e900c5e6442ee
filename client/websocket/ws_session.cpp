#include "wiretape/client/websocket/ws_session.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "wiretape/client/bounded_limits.h"
#include "wiretape/client/websocket/ws_call.h"
#include "wiretape/client/websocket/ws_transport.h"
#include "wiretape/client/websocket_url.h"
#include "wiretape/core/net/url.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::client {
namespace {

constexpr std::size_t longest_refusal = std::size_t{64} << 10;

WsCallOptions session_call_options(const net::Url& url, const net::TlsClientContext& tls,
                                   const WsSessionOptions& options) {
  CallRequest request{.is_tls = url.is_tls, .host = url.host, .port = url.port};
  request.head.target = (url.path.empty() ? "/" : url.path) + (url.query.empty() ? "" : "?" + url.query);
  request.head.fields = {{"host", net::host_field(url)}, {"user-agent", "wiretape"}};
  for (const wire::HttpField& field : options.fields)
    request.head.fields.push_back({field.name, field.value});
  request.timeouts = bounded_limits(options.timeouts);
  auto call = ws_call_options(request, tls, options.websocket, {.event = options.message});
  call.handshake.offer.subprotocols = options.subprotocols;
  return call;
}

}  // namespace

struct WsSession::State {
  State(const boost::asio::any_io_executor& executor, WsCallOptions options) : call(executor, std::move(options)) {}

  /// What a step comes to; nullopt: nothing that is told.
  std::optional<WsSessionEvent> take(const WsCallStep& step) {
    if (const auto* head = std::get_if<net::HttpCallHead>(&step)) return take_head(*head->head);
    if (const auto* message = std::get_if<WsMessage>(&step)) {
      call.feed_idle();
      call.pause_idle();
      return WsSessionMessage{message->is_text, std::string(message->bytes)};
    }
    if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) {
      refusal->body += piece->bytes.substr(0, longest_refusal - refusal->body.size());
    } else if (const auto* closed = std::get_if<wire::WsClose>(&step)) {
      close = {closed->code, std::string(closed->reason)};
    } else if (const auto* end = std::get_if<net::CallEnd>(&step)) {
      is_finished = true;
      return WsSessionEnd{*end, close, refusal};
    }
    return std::nullopt;
  }

  std::optional<WsSessionEvent> take_head(const wire::HttpResponseHead& head) {
    if (head.status != 101) {
      refusal = WsRefusal{head.status, ""};
      return std::nullopt;
    }
    is_open = true;
    for (const auto& [is_text, bytes] : std::exchange(early, {}))
      call.send(is_text, bytes);
    WsSessionOpened opened;
    if (const auto chosen = wire::find_field(head.fields, "sec-websocket-protocol"))
      opened.subprotocol = std::string(*chosen);
    return opened;
  }

  WsCall call;
  std::vector<std::pair<bool, std::string>> early;  // what was to be sent before it was open
  std::optional<WsRefusal> refusal;
  std::optional<WebSocketClose> close;
  bool is_open = false;
  bool is_finished = false;
};

std::variant<WsSession, ConfigurationError> WsSession::make(const boost::asio::any_io_executor& executor,
                                                            const WsSessionOptions& options) {
  const auto http_url = http_url_of(options.url);
  if (!http_url.is_websocket)
    return ConfigurationError{fmt::format("bad URL '{}': expected ws:// or wss://", options.url)};
  auto parsed = net::parse_url(http_url.text);
  if (const auto* error = std::get_if<text::InputError>(&parsed)) {
    return ConfigurationError{fmt::format("bad URL '{}', byte {}: found {}, expected {}", options.url,
                                          error->offset - std::min(error->offset, http_url.shift), error->found,
                                          error->expected)};
  }
  const auto& url = std::get<net::Url>(parsed);
  net::TlsClientContext tls;
  if (url.is_tls) {
    auto loaded = net::make_tls_client_context(options.ca_file);
    if (auto* error = std::get_if<net::TlsError>(&loaded)) return ConfigurationError{std::move(error->what)};
    tls = std::get<net::TlsClientContext>(std::move(loaded));
  }
  return WsSession(std::make_unique<State>(executor, session_call_options(url, tls, options)));
}

WsSession::WsSession(std::unique_ptr<State> state) : state_(std::move(state)) {}
WsSession::WsSession(WsSession&&) noexcept = default;
WsSession& WsSession::operator=(WsSession&&) noexcept = default;
WsSession::~WsSession() = default;

std::optional<WsSessionEvent> WsSession::next() {
  while (!state_->is_finished) {
    const auto step = state_->call.next();
    if (std::holds_alternative<net::HttpCallNeedMore>(step)) return std::nullopt;
    if (auto event = state_->take(step)) return event;
  }
  return std::nullopt;
}

void WsSession::wait(std::function<void()> ready) {
  state_->call.wait(std::move(ready));
}

void WsSession::send_text(std::string_view text) {
  send(true, text);
}

void WsSession::send_binary(std::string_view bytes) {
  send(false, bytes);
}

void WsSession::send(bool is_text, std::string_view bytes) {
  if (state_->is_open) return state_->call.send(is_text, bytes);
  state_->early.emplace_back(is_text, std::string(bytes));
}

void WsSession::close(std::uint16_t code, std::string_view reason) {
  if (state_->is_open) return state_->call.close(code, reason);
  cancel();
}

void WsSession::cancel() {
  state_->call.cancel();
}

bool WsSession::is_finished() const {
  return state_->is_finished;
}

}  // namespace wiretape::client
