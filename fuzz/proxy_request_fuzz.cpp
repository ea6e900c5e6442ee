// Any request to a forward proxy that tunnels nobody: it is answered by the proxy itself, with a whole response, or
// goes on without what was for the proxy alone. And any text names a host to intercept, or has a mistake inside it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/net/proxy/proxy_visit.h"
#include "wiretape/core/wire/http/http_request_reader.h"

namespace {

using namespace wiretape;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What the proxy says, to the end of it.
std::string said(net::ProxyVisit& visit) {
  std::string all;
  while (true) {
    const auto act = visit.next(net::Time());
    const auto* send = std::get_if<net::act::Send>(&act);
    if (send == nullptr) return all;
    all += send->bytes;
    visit.on_written(send->bytes.size());
  }
}

void ask(std::string_view text) {
  wire::HttpRequestReader reader;
  auto step = reader.next(text);
  auto* complete = std::get_if<wire::HttpRequestComplete>(&step);
  if (complete == nullptr) return;
  boost::asio::io_context context;
  net::ProxyTerms terms;
  terms.hosts.push_back({.intercept = {.host = "api.test"}, .tls = nullptr});
  terms.tunnels_others = false;
  net::ProxyVisit visit(terms, 1, context.get_executor());
  const bool is_connect = complete->request.head.method == "CONNECT";
  const bool is_own = visit.on_request(complete->request);
  require(is_own == visit.is_answering() && (is_own || !is_connect));
  require(!wire::find_field(complete->request.head.fields, "proxy-authorization"));
  if (!is_own) return;
  require(said(visit).starts_with("HTTP/1.1 "));
  visit.on_end(net::AnswerEnd::as_meant);
  require(!visit.is_answering());
}

void name(std::string_view text) {
  const auto parsed = net::parse_intercept(text);
  if (const auto* error = std::get_if<text::InputError>(&parsed)) {
    require(error->offset <= text.size() && !error->found.empty() && !error->expected.empty());
    return;
  }
  const auto& intercept = std::get<net::Intercept>(parsed);
  require(!intercept.host.empty());
  const net::Url url{.is_tls = true, .host = intercept.host, .port = 443, .path = "", .query = ""};
  require(intercepts(intercept, url) == (intercept.port == 0 || intercept.port == 443));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  ask(text);
  name(text);
  return 0;
}
