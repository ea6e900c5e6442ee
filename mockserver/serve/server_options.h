#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wiretape/core/fault/fault.h"
#include "wiretape/core/journal/journal.h"
#include "wiretape/core/net/proxy/proxy_terms.h"
#include "wiretape/core/net/serve/tls_server.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/delivery_override.h"
#include "wiretape/mockserver/serve/listener_faults.h"

namespace wiretape::mockserver {

/// How a server listens and plays.
struct ServerOptions {
  std::string host = "127.0.0.1";  ///< a numeric address, or "localhost"
  std::uint16_t port = 0;          ///< 0: a free one
  std::size_t threads = 1;         ///< at least 1; they share the connections
  DeliveryOverride delivery{};
  wire::HttpLimits limits{};
  journal::Bounds journal{};
  net::TlsServerContext tls{};  ///< null: plain HTTP
  /// Absent: no forward proxy. Its `wake` is the server's to set; without `tls` only.
  std::optional<net::ProxyTerms> proxy{};
  std::size_t max_connections = 100'000;  ///< at least 1; those beyond get 503
  /// For TLS's handshake, and for each request from its first byte to its last (408); 0: none.
  std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
  bool cors = false;                   ///< answers preflights, and lets web pages of any origin read the answers
  bool strict_endpoints = false;       ///< models, embeddings and the like are answered by exchanges only
  bool validate = false;               ///< as if each tape said `validate: true`
  std::vector<fault::Fault> faults{};  ///< may hit any request, after those of its tape
  /// What a report on these and the next calls their plan, such as the name of its file.
  std::string faults_name = "the server's plan";
  std::vector<ListenerFault> listener_faults{};  ///< armed from the start; each without a mistake_in()
};

}  // namespace wiretape::mockserver
