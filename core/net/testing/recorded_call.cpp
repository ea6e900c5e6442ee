#include "wiretape/core/net/testing/recorded_call.h"

#include <utility>

namespace wiretape::net::testing {

HttpCallOptions loopback_call(std::uint16_t port) {
  using std::chrono::milliseconds;
  HttpCallOptions options;
  options.target.host = "127.0.0.1";
  options.target.port = port;
  options.target.timeouts = {milliseconds(0), milliseconds(0), milliseconds(0)};
  options.timeouts = {milliseconds(0), milliseconds(0), milliseconds(0)};
  options.request = "POST / HTTP/1.1\r\nhost: test\r\ncontent-length: 2\r\n\r\n{}";
  return options;
}

void wait_until_ready(boost::asio::io_context& context, HttpCall& call) {
  bool is_ready = false;
  call.wait([&] { is_ready = true; });
  while (!is_ready) {
    context.restart();
    context.run_one();
  }
}

RecordedCall record(boost::asio::io_context& context, HttpCall& call) {
  RecordedCall recorded;
  while (!recorded.end) {
    auto step = call.next();
    if (std::holds_alternative<HttpCallNeedMore>(step)) {
      wait_until_ready(context, call);
    } else if (const auto* arrived = std::get_if<HttpCallHead>(&step)) {
      recorded.head = *arrived->head;
    } else if (const auto* piece = std::get_if<wire::HttpBodyBytes>(&step)) {
      recorded.body += piece->bytes;
    } else {
      recorded.end = std::get<CallEnd>(std::move(step));
    }
  }
  return recorded;
}

RecordedCall record(HttpCallOptions options) {
  boost::asio::io_context context;
  HttpCall call(context.get_executor(), std::move(options));
  return record(context, call);
}

}  // namespace wiretape::net::testing
