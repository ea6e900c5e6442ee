#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/core/net/call/dial.h"
#include "wiretape/core/net/proxy/destination.h"
#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/net/serve/handler.h"
#include "wiretape/core/net/url.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::net {

/// What a forward proxy does itself for one connection: it answers CONNECT, by a tunnel or by being the host that was
/// asked for, and refuses what is for nobody it knows. Stays where it is. Not thread safe: for use on its executor.
class ProxyVisit {
 public:
  /// `connection` is what terms.wake knows it by; tunnels are dialled on `executor`, the connection's.
  ProxyVisit(const ProxyTerms& terms, std::uint64_t connection, boost::asio::any_io_executor executor);
  ProxyVisit(const ProxyVisit&) = delete;
  ProxyVisit& operator=(const ProxyVisit&) = delete;
  ~ProxyVisit();

  /// Takes a request, without what it says to the proxy alone. True where the answer is the proxy's own, by the
  /// functions below; else it is for destination().
  [[nodiscard]] bool on_request(wire::HttpRequest& request);

  /// Null: this server itself. Valid until the next request.
  [[nodiscard]] const Destination* destination() const { return destination_ ? &*destination_ : nullptr; }

  // As of a Handler, while an answer of the proxy's own is under way.
  [[nodiscard]] bool is_answering() const { return then_ != Then::none; }
  [[nodiscard]] Act next(Time now);
  void on_written(std::size_t size) { own_.erase(0, size); }
  void on_end(AnswerEnd end);

 private:
  enum class Then { none, dial, tls, join, close };

  void connect(const wire::HttpRequestHead& head);
  void dial(const Url& asked);
  void on_dialled(const Url& asked, DialResult result);
  void refuse(int status, std::string_view type, const std::string& message);
  [[nodiscard]] const InterceptedHost* find(const Url& asked) const;

  const ProxyTerms& terms_;
  std::uint64_t connection_;
  boost::asio::any_io_executor executor_;
  std::optional<Destination> destination_;
  bool is_inside_ = false;                 // of TLS, as the host
  const InterceptedHost* host_ = nullptr;  // that CONNECT asks for
  Dial dial_;
  int far_ = -1;  // what was dialled, until the connection is joined with it
  std::string own_;
  Then then_ = Then::none;  // once that is sent
};

}  // namespace wiretape::net
