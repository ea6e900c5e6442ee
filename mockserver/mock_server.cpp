#include "wiretape/mockserver/mock_server.h"

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "wiretape/mockserver/host/host.h"

namespace wiretape::mockserver {
namespace {

/// Waits until something that was armed is in force.
class InForce {
 public:
  [[nodiscard]] std::function<void()> call() const {
    return [is = is_] { is->set_value(); };
  }
  void wait() const { is_->get_future().wait(); }

 private:
  std::shared_ptr<std::promise<void>> is_ = std::make_shared<std::promise<void>>();
};

}  // namespace

struct MockServer::Running {
  // One thread runs it: asio needs no locks.
  boost::asio::io_context context{1};
  std::unique_ptr<Host> host;
  std::thread thread;

  Running() = default;
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    context.stop();
    if (thread.joinable()) thread.join();
  }

  [[nodiscard]] Server& server() const { return host->server(); }
};

std::variant<MockServer, net::ListenError> MockServer::start(std::vector<tape::Tape> tapes,
                                                             const ServerOptions& options) {
  auto running = std::make_unique<Running>();
  auto host = Host::open(running->context, std::move(tapes), {.server = options});
  if (auto* error = std::get_if<HostError>(&host)) return std::move(error->cause);
  running->host = std::get<std::unique_ptr<Host>>(std::move(host));
  running->thread = std::thread([&context = running->context] { context.run(); });
  return MockServer(std::move(running));
}

MockServer::MockServer(std::unique_ptr<Running> running) : running_(std::move(running)) {}
MockServer::MockServer(MockServer&&) noexcept = default;
MockServer& MockServer::operator=(MockServer&&) noexcept = default;
MockServer::~MockServer() = default;

std::uint16_t MockServer::port() const {
  return running_->host->ready().port;
}

std::string MockServer::url(std::string_view path) const {
  return running_->host->ready().url + std::string(path);
}

const journal::Journal& MockServer::journal() const {
  return running_->server().journal();
}

std::size_t MockServer::clear_journal(const journal::Filter& filter) {
  return running_->server().journal().clear(filter);
}

std::vector<journal::Entry> MockServer::unmatched_requests() const {
  return mockserver::unmatched_requests(journal());
}

std::vector<ExchangeUse> MockServer::uses() const {
  return running_->server().responder().uses();
}

std::vector<FaultUse> MockServer::fault_uses() const {
  auto uses = running_->server().responder().fault_uses();
  const auto of_listener = running_->server().faults().uses_of_listener();
  uses.insert(uses.end(), of_listener.begin(), of_listener.end());
  return uses;
}

void MockServer::reset(std::string_view session) {
  running_->server().responder().reset(session);
}

void MockServer::reset_all() {
  running_->server().responder().reset_all();
}

void MockServer::advance_clock(std::chrono::microseconds by) {
  running_->server().responder().advance_clock(by);
}

text::Diagnostics MockServer::arm_faults(std::string_view plan, const std::optional<std::string>& session,
                                         std::optional<std::uint64_t> requests) {
  InForce in_force;
  auto armed = running_->server().faults().arm(plan, session, requests, in_force.call());
  if (auto* mistakes = std::get_if<text::Diagnostics>(&armed)) return std::move(*mistakes);
  in_force.wait();
  return {};
}

void MockServer::disarm_faults(const std::optional<std::string>& session) {
  InForce in_force;
  running_->server().faults().disarm(session, in_force.call());
  in_force.wait();
}

void MockServer::arm(std::vector<ListenerFault> faults) {
  InForce in_force;
  running_->server().arm(std::move(faults), in_force.call());
  in_force.wait();
}

void MockServer::disarm() {
  arm({});
}

std::size_t MockServer::release(const std::optional<std::string>& session) {
  return running_->server().responder().held().release(session);
}

bool MockServer::wait_held(std::size_t count, std::chrono::milliseconds timeout,
                           const std::optional<std::string>& session) const {
  return running_->server().responder().held().wait_held(count, timeout, session);
}

std::vector<HeldStream> MockServer::held(const std::optional<std::string>& session) const {
  return running_->server().responder().held().held(session);
}

void MockServer::replace(std::vector<tape::Tape> tapes) {
  running_->host->replace(std::move(tapes));
}

std::optional<text::InputError> MockServer::replace(const std::string& session, std::vector<tape::Tape> tapes) {
  return running_->server().responder().tapes().replace(session, {std::move(tapes)});
}

std::optional<text::InputError> MockServer::add(std::vector<tape::Tape> tapes,
                                                const std::optional<std::string>& session) {
  return running_->server().responder().tapes().add(session, {std::move(tapes)});
}

void MockServer::remove_tapes(const std::optional<std::string>& session) {
  running_->server().responder().tapes().remove(session);
}

}  // namespace wiretape::mockserver
