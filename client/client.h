#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "wiretape/client/endpoint.h"
#include "wiretape/client/options.h"
#include "wiretape/client/stream.h"
#include "wiretape/core/net/call/tls_client.h"
#include "wiretape/core/provider/dialect.h"

namespace wiretape::client {

/// A model, a prompt, and whether the answer is to come as a stream; or a body in the provider's own format, sent as it
/// stands, in place of the prompt. Where the provider's path holds the model, that of the request goes there.
using ChatRequest = provider::ChatRequest;

/// A provider that can be called. Holds no connection: every stream has its own. May be copied, and used by several
/// threads at a time.
class Client {
 public:
  /// Finds out whom to call, from the options and the environment, and loads certificates where TLS is needed. Calls
  /// nobody yet.
  [[nodiscard]] static std::variant<Client, ConfigurationError> make(const Options& options = {});

  /// A client for an endpoint found before; the others as in Options.
  [[nodiscard]] static std::variant<Client, ConfigurationError> make(Endpoint endpoint, const std::string& ca_file,
                                                                     const Timeouts& timeouts,
                                                                     const SizeLimits& sizes = {},
                                                                     const WebSocketOptions& websocket = {});

  /// Asks a model; an empty model stands for the preset's default.
  [[nodiscard]] Stream chat(const ChatRequest& request) const;

  /// Sends a body as it stands: chat() with that body.
  [[nodiscard]] Stream send(std::string_view body) const;

 private:
  friend class AsyncClient;  // the same on an executor of the caller's

  Client(Endpoint endpoint, net::TlsClientContext tls, const Timeouts& timeouts, const SizeLimits& sizes,
         const WebSocketOptions& websocket);

  Endpoint endpoint_;
  net::TlsClientContext tls_;
  Timeouts timeouts_;
  SizeLimits sizes_;
  WebSocketOptions websocket_;
};

}  // namespace wiretape::client
