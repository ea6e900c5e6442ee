#include "wiretape/mockserver/control/control_server.h"

#include <chrono>
#include <future>
#include <utility>

#include <boost/asio/post.hpp>

namespace wiretape::mockserver {
namespace {

constexpr std::size_t most_head = std::size_t{16} << 10;
constexpr std::chrono::seconds request_time{5};
constexpr std::chrono::milliseconds farewell_time{500};

}  // namespace

std::variant<std::unique_ptr<ControlServer>, net::ListenError> ControlServer::start(
    const std::string& host, std::uint16_t port, decltype(ControlTerms::answer) answer, std::size_t most_body) {
  auto loop = std::make_unique<net::LoopThread>();
  auto listener = net::HostListener::open(loop->context(), host, port);
  if (auto* error = std::get_if<net::ListenError>(&listener)) return std::move(*error);
  return std::unique_ptr<ControlServer>(new ControlServer(
      std::move(loop), std::get<net::HostListener>(std::move(listener)), {std::move(answer), most_body}));
}

ControlServer::ControlServer(std::unique_ptr<net::LoopThread> loop, net::HostListener listener, ControlTerms terms)
    : loop_(std::move(loop)),
      port_(listener.port()),
      deadlines_(std::make_shared<net::DeadlineQueue>(loop_->context())),
      listener_(std::move(listener)),
      control_(std::move(terms)),
      serving_{.limits = {.head = most_head, .body = control_.most_body, .packed = false},
               .request_timeout = request_time,
               .times_silence = true},
      connections_(serving_) {
  boost::asio::post(loop_->context(), [this] {
    listener_.start({&loop_->context()}, [this](net::Socket socket) { accept(std::move(socket)); });
  });
}

ControlServer::~ControlServer() {
  std::promise<void> drained;
  boost::asio::post(loop_->context(), [&] {
    listener_.close();
    control_.is_ending = true;
    connections_.drain(loop_->context(), [&] { drained.set_value(); });
  });
  static_cast<void>(drained.get_future().wait_for(farewell_time));
  loop_->stop();
  connections_.close_here();
}

void ControlServer::accept(net::Socket socket) {
  const auto number = ++accepted_;
  if (connections_.served() < most_connections) {
    connections_.serve(std::move(socket), *deadlines_, number, ControlAnswering(control_));
  } else {
    connections_.turn_away(std::move(socket), *deadlines_, number, ControlAnswering(control_));
  }
}

}  // namespace wiretape::mockserver
