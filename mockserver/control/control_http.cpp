#include "wiretape/mockserver/control/control_http.h"

#include <httplib.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <future>
#include <mutex>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "wiretape/mockserver/control/threads_on_demand.h"

// What cpp-httplib 0.11.4 does, and what is done about it:
//   it ignores SIGPIPE for the whole process        the signal's action is put back, and blocked on its threads
//   SO_REUSEPORT lets a taken port be taken again   SO_REUSEADDR
//   stop() waits for peers that say nothing         the threads are left to themselves after a moment
//   stop() is lost before listening has begun       start() waits for that
//   brotli at its best takes seconds for a MiB      large answers come from a content provider: it compresses none
//   in a burst the sixth client waits a second      listen() again, with a longer queue
//   its pool makes all threads at once              they are made on demand
//   a chunked body has no limit                     there is none
//   a route is a std::regex                         there is none: requests without a body are answered before the
//                                                   routing, others, once their body is read, where no route is found

namespace wiretape::mockserver {
namespace {

constexpr std::size_t most_threads = 64;
static_assert(most_waits < most_threads);
constexpr int backlog = 256;
constexpr std::size_t most_body = std::size_t{64} << 10;
constexpr std::chrono::seconds patience{5};  // for the next piece of a request, and for room to send more of an answer
constexpr std::chrono::milliseconds look_again{5};
constexpr std::chrono::milliseconds farewell{500};
constexpr std::size_t most_compressed = std::size_t{64} << 10;

/// The threads that connections are served on.
class TaskQueue : public httplib::TaskQueue {
 public:
  /// Nothing in Debian 12's version; newer ones ask whether the task was taken.
  using Enqueued = decltype(std::declval<httplib::TaskQueue&>().enqueue(nullptr));

  Enqueued enqueue(std::function<void()> task) override { return static_cast<Enqueued>(threads_.run(std::move(task))); }

  void shutdown() override { threads_.finish(); }

 private:
  ThreadsOnDemand threads_{most_threads};
};

wire::HttpRequest request_of(const httplib::Request& received) {
  wire::HttpRequest request;
  request.head.method = received.method;
  request.head.target = received.target;
  request.head.minor_version = received.version == "HTTP/1.0" ? 0 : 1;
  for (const auto& [name, value] : received.headers)
    request.head.fields.push_back({name, value});
  request.body = received.body;
  return request;
}

void write(ControlAnswer answer, httplib::Response& response) {
  response.status = answer.status;
  response.set_header("Cache-Control", "no-store");
  if (!answer.allow.empty()) response.set_header("Allow", answer.allow);
  if (answer.body.size() <= most_compressed) return response.set_content(answer.body, answer.content_type);
  const auto size = answer.body.size();
  response.set_content_provider(
      size, answer.content_type,
      [body = std::move(answer.body)](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(body.data() + offset, length);
      });
}

/// An answer for what the library refuses by itself.
ControlAnswer refusal(int status) {
  switch (status) {
    case 411:
      return control_error(status, "bad_request", "a body comes with Content-Length here");
    case 413:
      return control_error(status, "bad_request", fmt::format("the body is longer than {} bytes", most_body));
    case 414:
      return control_error(status, "bad_request", "the target is too long");
    case 416:
      return control_error(status, "bad_request", "the Range is none");
    default:
      return control_error(status, "bad_request", "expected an HTTP/1.1 request");
  }
}

ControlAnswer farewell_answer() {
  return control_error(503, "shutting_down", "the server ends");
}

bool has_body(const httplib::Request& request) {
  const auto length = request.get_header_value("Content-Length");
  return !length.empty() && length != "0";
}

/// A server of the library, made without its changing what SIGPIPE does to the process.
std::unique_ptr<httplib::Server> make_server() {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  struct sigaction before {};
  ::sigaction(SIGPIPE, nullptr, &before);
  auto server = std::make_unique<httplib::Server>();
  ::sigaction(SIGPIPE, &before, nullptr);
  return server;
}

void block_sigpipe() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

struct ControlHttp::Running {
  explicit Running(ControlHandler answers) : handler_(std::move(answers)), server_(make_server()) {
    server_->new_task_queue = [this] {
      // The library asks for this as soon as is_running() says so.
      begun_.set_value();
      return new TaskQueue;
    };
    server_->set_socket_options([this](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
      socket_ = socket;
    });
    server_->set_tcp_nodelay(true);
    server_->set_keep_alive_max_count(1);
    server_->set_keep_alive_timeout(patience.count());
    server_->set_read_timeout(patience);
    server_->set_write_timeout(patience);
    server_->set_payload_max_length(most_body);
    server_->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      const bool is_chunked = request.has_header("Transfer-Encoding");
      if (has_body(request) && !is_chunked) return httplib::Server::HandlerResponse::Unhandled;
      write(is_chunked ? refusal(411) : answer(request_of(request)), response);
      return httplib::Server::HandlerResponse::Handled;
    });
    const httplib::Server::HandlerWithResponse on_error = [this](const auto& request, auto& response) {
      if (response.has_header("Cache-Control")) return httplib::Server::HandlerResponse::Unhandled;  // has its answer
      write(response.status == 404 ? answer(request_of(request)) : refusal(response.status), response);
      return httplib::Server::HandlerResponse::Handled;
    };
    server_->set_error_handler(on_error);
  }

  /// The port; or 0, and errno says why there is none.
  std::uint16_t bind(const std::string& address, std::uint16_t port) {
    const int bound = port == 0 ? server_->bind_to_any_port(address) : server_->bind_to_port(address, port) ? port : -1;
    if (bound <= 0 || ::listen(socket_, backlog) != 0) return 0;
    return static_cast<std::uint16_t>(bound);
  }

  /// Serves until stop().
  void listen() {
    block_sigpipe();
    server_->listen_after_bind();
    ended_.set_value();
  }

  /// From here on stop() is heard.
  void wait_until_listening() {
    using std::chrono::milliseconds;
    while (!server_->is_running() && has_ended_.wait_for(milliseconds(0)) == std::future_status::timeout) {
      has_begun_.wait_for(milliseconds(1));
    }
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    stopped_.notify_all();
    server_->stop();
  }

  /// Whether all threads end within `time`.
  bool ends_within(std::chrono::milliseconds time) { return has_ended_.wait_for(time) == std::future_status::ready; }

 private:
  ControlAnswer answer(const wire::HttpRequest& request) {
    std::unique_lock lock(mutex_);
    if (is_stopping_) return farewell_answer();
    auto answered = handler_(request);
    if (auto* at_once = std::get_if<ControlAnswer>(&answered)) return std::move(*at_once);
    if (waits_ == most_waits) {
      return control_error(503, "too_many_waits",
                           fmt::format("{} requests wait already; try again once one of them has its answer", waits_));
    }
    ++waits_;
    auto waited = wait_for(std::get<PendingAnswer>(answered), lock);
    --waits_;
    return waited;
  }

  // Nothing calls back from the threads that play: looking is cheap, and whoever waits does so for a test.
  ControlAnswer wait_for(const PendingAnswer& pending, std::unique_lock<std::mutex>& lock) {
    for (;;) {
      if (auto answered = pending()) return *std::move(answered);
      if (stopped_.wait_for(lock, look_again, [this] { return is_stopping_; })) return farewell_answer();
    }
  }

  ControlHandler handler_;
  std::mutex mutex_;  // of what the handler is called for, too
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::size_t waits_ = 0;
  std::promise<void> begun_;
  std::future<void> has_begun_ = begun_.get_future();
  std::promise<void> ended_;
  std::future<void> has_ended_ = ended_.get_future();
  socket_t socket_ = -1;  // that it listens on
  std::unique_ptr<httplib::Server> server_;
};

std::variant<std::unique_ptr<ControlHttp>, net::ListenError> ControlHttp::start(const std::string& host,
                                                                                std::uint16_t port,
                                                                                ControlHandler handler) {
  const auto address = net::listening_address(host);
  if (!address) return net::ListenError{host, port, "not a numeric address"};
  auto running = std::make_shared<Running>(std::move(handler));
  errno = 0;
  const auto bound = running->bind(*address, port);
  if (bound == 0) return net::ListenError{host, port, std::system_category().message(errno)};
  return std::unique_ptr<ControlHttp>(new ControlHttp(std::move(running), bound));
}

ControlHttp::ControlHttp(std::shared_ptr<Running> running, std::uint16_t port)
    : running_(std::move(running)), port_(port), listening_([shared = running_] { shared->listen(); }) {
  running_->wait_until_listening();
}

ControlHttp::~ControlHttp() {
  running_->stop();
  if (running_->ends_within(farewell)) {
    listening_.join();
  } else {
    listening_.detach();
  }
}

}  // namespace wiretape::mockserver
