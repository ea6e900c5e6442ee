#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/core/net/proxy/destination.h"
#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/net/proxy/proxy_visit.h"
#include "wiretape/core/net/serve/handler.h"

namespace wiretape::net {

/// A forward proxy before a handler: what CONNECT asks for is done here, and requests for the hosts that are
/// intercepted come to the handler, in TLS or without it. Without a proxy, all is the handler's. A Handler itself. Not
/// thread safe.
template <ProxiedHandler HandlerType>
class ProxyDoor {
 public:
  /// `terms` outlives it; nullptr: no proxy. The others are the connection's.
  ProxyDoor(const ProxyTerms* terms, std::uint64_t connection, const boost::asio::any_io_executor& executor,
            HandlerType handler)
      : visit_(terms == nullptr ? nullptr : std::make_unique<ProxyVisit>(*terms, connection, executor)),
        handler_(std::move(handler)) {}

  void on_request(wire::HttpRequest&& request, std::size_t continued, Time now) {
    if (visit_) {
      if (visit_->on_request(request)) return;
      handler_.address(visit_->destination());
    }
    handler_.on_request(std::move(request), continued, now);
  }
  void on_refusal(const Refusal& refusal, const wire::HttpRequestHead* head, Time now) {
    handler_.on_refusal(refusal, head, now);
  }
  [[nodiscard]] Act next(Time now) { return is_own() ? visit_->next(now) : handler_.next(now); }
  void on_written(std::size_t size, Time now) {
    if (is_own()) return visit_->on_written(size);
    handler_.on_written(size, now);
  }
  void on_heard(std::string_view bytes, Time now) requires ListeningHandler<HandlerType> {
    handler_.on_heard(bytes, now);
  }
  void on_end(AnswerEnd end, Time now) {
    if (is_own()) return visit_->on_end(end);
    handler_.on_end(end, now);
  }

 private:
  [[nodiscard]] bool is_own() const { return visit_ && visit_->is_answering(); }

  std::unique_ptr<ProxyVisit> visit_;  // null: no proxy
  HandlerType handler_;
};

}  // namespace wiretape::net
