#include "wiretape/mockserver/mock_server.h"

#include <future>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "wiretape/mockserver/control/read_plan.h"
#include "wiretape/mockserver/serve/listener_plan.h"
#include "wiretape/mockserver/serve/server.h"

namespace wiretape::mockserver {

struct MockServer::Running {
  // One thread runs it: asio needs no locks.
  boost::asio::io_context context{1};
  std::string host;
  net::Security security = net::Security::plain;
  bool has_seed = false;
  std::unique_ptr<Server> server;
  std::thread thread;

  Running() = default;
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    context.stop();
    if (thread.joinable()) thread.join();
  }
};

std::variant<MockServer, net::ListenError> MockServer::start(std::vector<tape::Tape> tapes,
                                                             const ServerOptions& options) {
  auto running = std::make_unique<Running>();
  auto server = Server::open(running->context, std::move(tapes), options);
  if (auto* error = std::get_if<net::ListenError>(&server)) return std::move(*error);
  running->host = options.host;
  running->security = options.tls ? net::Security::tls : net::Security::plain;
  running->has_seed = options.delivery.seed != 0;
  running->server = std::get<std::unique_ptr<Server>>(std::move(server));
  running->thread = std::thread([&context = running->context] { context.run(); });
  return MockServer(std::move(running));
}

MockServer::MockServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}
MockServer::MockServer(MockServer&&) noexcept = default;
MockServer& MockServer::operator=(MockServer&&) noexcept = default;
MockServer::~MockServer() = default;

std::uint16_t MockServer::port() const {
  return running_->server->port();
}

std::string MockServer::url(std::string_view path) const {
  return net::http_origin(running_->host, port(), running_->security).append(path);
}

const journal::Journal& MockServer::journal() const {
  return running_->server->journal();
}

std::size_t MockServer::clear_journal(const journal::Filter& filter) {
  return running_->server->journal().clear(filter);
}

std::vector<journal::Entry> MockServer::unmatched_requests() const {
  auto unanswered = journal().entries({.exchange = ""});
  std::erase_if(unanswered, [](const journal::Entry& entry) { return !entry.is_unmatched; });
  return unanswered;
}

std::vector<ExchangeUse> MockServer::uses() const {
  return running_->server->responder().uses();
}

void MockServer::reset(std::string_view session) {
  running_->server->responder().reset(session);
}

void MockServer::reset_all() {
  running_->server->responder().reset_all();
}

void MockServer::advance_clock(std::chrono::microseconds by) {
  running_->server->responder().advance_clock(by);
}

tape::Diagnostics MockServer::arm_faults(std::string_view plan, const std::optional<std::string>& session,
                                         std::optional<std::uint64_t> requests) {
  auto faults = read_plan(plan, running_->has_seed);
  if (auto* mistakes = std::get_if<tape::Diagnostics>(&faults)) return std::move(*mistakes);
  auto split = split_plan(std::get<std::vector<program::Fault>>(std::move(faults)), running_->security);
  if (const auto* error = std::get_if<ListenerPlanError>(&split)) {
    return {{"the plan", {1, 1}, error->message, "faults that this server can have", ""}};
  }
  auto& [of_listener, of_responses] = std::get<SplitPlan>(split);
  if (session && !of_listener.empty()) {
    return {
        {"the plan", {1, 1}, "a fault of the listener for a session", "no session: it acts on all connections", ""}};
  }
  if (of_responses.empty() && of_listener.empty()) disarm_faults(session);
  if (!of_listener.empty()) arm(std::move(of_listener));
  if (!of_responses.empty()) {
    auto shared = std::make_shared<const std::vector<program::Fault>>(std::move(of_responses));
    running_->server->responder().armed().arm({session, std::move(shared), requests});
  }
  return {};
}

void MockServer::disarm_faults(const std::optional<std::string>& session) {
  running_->server->responder().armed().disarm(session);
}

void MockServer::arm(std::vector<ListenerFault> faults) {
  const auto armed = std::make_shared<std::promise<void>>();
  running_->server->arm(std::move(faults), [armed] { armed->set_value(); });
  armed->get_future().wait();
}

void MockServer::disarm() {
  arm({});
}

void MockServer::replace(std::vector<tape::Tape> tapes) {
  running_->server->responder().replace(std::move(tapes));
}

}  // namespace wiretape::mockserver
