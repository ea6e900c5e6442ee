#include "wiretape/recorder/relay/passage.h"

#include <string_view>
#include <utility>
#include <variant>

#include "wiretape/core/wire/http/http_writer.h"
#include "wiretape/recorder/relay/outcome.h"
#include "wiretape/recorder/relay/own_answer.h"
#include "wiretape/recorder/replay/passing_failure.h"

//   application ──request, whole──▶ Passage ──HttpCall──▶ upstream
//               ◀──one send a read──        ◀──one read──
//                                      └─▶ sink

namespace wiretape::recorder::relay {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

net::HttpCallOptions call_options(const UpstreamOptions& options, const Upstream& upstream,
                                  const wire::HttpRequestHead& head, std::string_view body) {
  net::HttpCallOptions call;
  call.target.host = upstream.url.host;
  call.target.port = upstream.url.port;
  if (upstream.url.is_tls) call.target.tls = options.tls;
  call.target.proxy = upstream.proxy;
  call.target.timeouts = options.timeouts.dial;
  call.timeouts = {.first_byte = options.timeouts.silence, .idle = options.timeouts.silence};
  wire::append_request_head(call.request, head);
  call.request += body;
  call.asks_for_head = head.method == "HEAD";
  call.detail = wire::HttpDetail::transfer;
  call.keeps_connection = true;
  return call;
}

}  // namespace

Passage::Passage(RelayTerms& terms, const boost::asio::any_io_executor& executor, wire::HttpRequest&& request,
                 Route route, std::unique_ptr<net::ClientStream> kept, std::function<void()> wake, net::Time now)
    : terms_(terms),
      number_(++terms.exchanges),
      upstream_(*route.upstream),
      request_(std::move(request.head)),
      wake_(std::move(wake)),
      began_(now),
      reader_(request_.minor_version, request_.minor_version == 0 || !request_.keep_alive()) {
  const auto head = head_for_upstream(request_, std::move(route.target), net::host_field(upstream_.url),
                                      request.body.size(), terms.upstream.accept_encoding, reader_.closes());
  call_.emplace(executor, call_options(terms.upstream, upstream_, head, request.body), std::move(kept));
  request_.target = std::move(route.plain_target);
  tell(capture::RequestBegan{origin_of(upstream_), request_, std::chrono::system_clock::now()});
  if (!request.body.empty()) tell(capture::RequestBytes{std::move(request.body)});
  static_cast<void>(call_->next());  // there is nothing yet
  wait();
}

void Passage::wait() {
  is_waiting_ = true;
  call_->wait([this] { on_read(); });
}

net::Act Passage::next() {
  if (sent_ < bytes_.size()) return net::act::Send{std::string_view(bytes_).substr(sent_)};
  if (act_) return *act_;
  if (!is_waiting_) wait();
  return net::act::Wait{net::Time::max()};
}

void Passage::on_read() {
  const auto now = std::chrono::steady_clock::now();
  is_waiting_ = false;
  call_->feed_idle();
  call_->pause_idle();
  auto read = reader_.take(*call_);
  tell(read, now);
  bytes_ = std::move(read.bytes);
  sent_ = 0;
  if (read.end) end(*read.end, now);
  const auto wake = wake_;  // which may destroy this
  wake();
}

void Passage::tell(AnswerRead& read, net::Time now) {
  if (const auto at = call_->sent_at(); at && !std::exchange(is_sent_told_, true))
    tell(capture::RequestSent{since_begin(*at)});
  for (auto& head : read.interim)
    tell(capture::Interim{std::move(head)});
  if (read.head) {
    status_ = read.head->status;
    tell(capture::ResponseBegan{*std::move(read.head)});
  }
  if (!read.chunks.empty()) tell(capture::ChunkEdges{std::move(read.chunks)});
  const bool is_end = read.end && std::holds_alternative<net::ResponseEnded>(*read.end);
  if (read.has_bytes || is_end) tell(capture::ResponseRead{since_begin(now), std::move(read.body)});
}

void Passage::end(const net::CallEnd& end, net::Time now) {
  auto outcome = outcome_of(end, upstream_, reader_.has_head(), reader_.closes());
  if (outcome.error) bytes_ += own_answer(*outcome.error, &request_, reader_.closes());
  act_ = outcome.act;
  has_answered_ = !replay::may_pass(status_, outcome.end.how);
  tell_end(outcome.end, std::move(outcome.cause), now);
}

void Passage::tell_end(tape::RecordedEnd end, std::string cause, net::Time now) {
  tell(capture::ResponseEnded{end, framing(), std::move(cause), since_begin(now)});
}

void Passage::on_end(net::AnswerEnd end, net::Time now) {
  if (act_) return;
  const auto how = end == net::AnswerEnd::reset ? wire::Ending::reset : wire::Ending::abandoned;
  tell_end({tape::RecordedEnd::By::client, how}, terms_.is_stopping ? "the recorder was stopped" : "", now);
}

KeptConnection Passage::take_connection(net::Time now) {
  return {call_->take_connection(), upstream_, now};
}

tape::RecordedFraming Passage::framing() const {
  using Kind = wire::HttpFraming::Kind;
  if (!reader_.has_head()) return {};
  const auto kind = call_->framing().kind;
  if (kind == Kind::chunked) return tape::ChunkFraming{.sizes = {}, .trailers = call_->trailers()};
  if (kind == Kind::until_close) return tape::CloseFraming{};
  return {};
}

microseconds Passage::since_begin(net::Time now) const {
  return duration_cast<microseconds>(now - began_);
}

}  // namespace wiretape::recorder::relay
