#include "wiretape/recorder/relay/kept_connection.h"

#include <chrono>
#include <utility>

namespace wiretape::recorder::relay {
namespace {

constexpr std::chrono::seconds longest{4};

bool have_one_peer(const net::Url& a, const net::Url& b) {
  return a.is_tls == b.is_tls && a.host == b.host && a.port == b.port;
}

}  // namespace

KeptConnection::KeptConnection(std::unique_ptr<net::ClientStream> stream, const Upstream& upstream, net::Time now)
    : stream_(std::move(stream)), url_(upstream.url), proxy_(upstream.proxy), since_(now) {}

std::unique_ptr<net::ClientStream> KeptConnection::take(const Upstream& upstream, net::Time now) {
  auto stream = std::move(stream_);
  if (stream == nullptr || now - since_ > longest) return nullptr;
  const bool is_there = have_one_peer(url_, upstream.url) && proxy_ == upstream.proxy;
  return is_there && stream->is_idle() ? std::move(stream) : nullptr;
}

}  // namespace wiretape::recorder::relay
