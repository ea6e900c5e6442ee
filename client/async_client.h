#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <boost/asio/any_io_executor.hpp>

#include "wiretape/client/async_stream.h"
#include "wiretape/client/client.h"

namespace wiretape::client {

/// A Client whose streams run on an executor of the caller's, for thousands of them at a time. May be copied, and used
/// by several threads at a time.
class AsyncClient {
 public:
  AsyncClient(Client client, boost::asio::any_io_executor executor)
      : client_(std::move(client)), executor_(std::move(executor)) {}

  /// As Client::chat and Client::send. Nothing happens before the stream's first wait().
  [[nodiscard]] AsyncStream chat(const ChatRequest& request) const;
  [[nodiscard]] AsyncStream send(std::string_view body) const;

 private:
  Client client_;
  boost::asio::any_io_executor executor_;
};

/// A request to a client that has no executor yet.
class AsyncStreamMaker {
 public:
  AsyncStreamMaker(const Client& client, const ChatRequest& request) : client_(client), request_(request) {}

  [[nodiscard]] AsyncStream make(const boost::asio::any_io_executor& executor) const {
    return AsyncClient(client_, executor).chat(request_);
  }

 private:
  const Client& client_;
  const ChatRequest& request_;
};

}  // namespace wiretape::client
