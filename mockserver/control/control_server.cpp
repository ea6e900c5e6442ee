#include "wiretape/mockserver/control/control_http.h"

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <future>
#include <mutex>
#include <optional>
#include <semaphore>
#include <shared_mutex>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "wiretape/mockserver/control/pending_answers.h"
#include "wiretape/mockserver/control/threads_on_demand.h"

// What cpp-httplib 0.11.4 does, and what is done about it:
//   it ignores SIGPIPE for the whole process        the signal's action is put back, and blocked on its threads
//   SO_REUSEPORT lets a taken port be taken again   SO_REUSEADDR
//   stop() waits for peers that say nothing         the threads are left to themselves after a moment
//   stop() is lost before listening has begun       start() waits for that
//   in a burst the sixth client waits a second      listen() again, with a longer queue
//   its pool makes all threads at once              they are made on demand
//   a chunked body has no limit                     there is none
//   a packed body is unpacked without a limit       there is none
//   of a form it reads 8 KiB only, and takes a      it is not told what the body is
//   multipart body apart
//   it answers as many ranges as are asked for,     it is not told of any
//   and an unsound one with 416
//   brotli at its best takes seconds for a MiB      it is not told what the client can unpack
//   a route is a std::regex                         there is none: requests without a body are answered before the
//                                                   routing, others, once their body is read, where no route is found

namespace wiretape::mockserver {
namespace {

constexpr std::size_t most_threads = 64;
static_assert(most_waits < most_threads);
constexpr int backlog = 256;
constexpr std::size_t most_body = std::size_t{64} << 10;
constexpr std::chrono::seconds patience{5};  // for the next piece of a request, and for room to send more of an answer
constexpr std::chrono::milliseconds farewell{500};
constexpr std::size_t most_at_once = std::size_t{64} << 10;
constexpr std::ptrdiff_t most_makers = 2;  // of pieces: the threads that play want their share

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

/// An answer for what the library refuses by itself.
ControlAnswer refusal(int status) {
  switch (status) {
    case 411:
      return control_error(status, "bad_request", "a body comes with Content-Length here");
    case 413:
      return control_error(status, "bad_request", fmt::format("the body is longer than {} bytes", most_body));
    case 414:
      return control_error(status, "bad_request", "the target is too long");
    case 415:
      return control_error(status, "bad_request", "a body comes as it is here, without Content-Encoding");
    case 416:
      return control_error(status, "bad_request", "the Range is none");
    default:
      return control_error(status, "bad_request", "expected an HTTP/1.1 request");
  }
}

/// The status of what is refused before its body is read; 0: nothing.
int refused_status(const httplib::Request& request) {
  if (request.has_header("Transfer-Encoding")) return 411;
  if (request.has_header("Content-Encoding")) return 415;
  return 0;
}

bool has_body(const httplib::Request& request) {
  const auto length = request.get_header_value("Content-Length");
  return !length.empty() && length != "0";
}

/// Lets the library know less of a request than it does: it would act on it. It hands out a view of its own object.
void hide_from_library(const httplib::Request& view) {
  auto& request = const_cast<httplib::Request&>(view);
  request.ranges.clear();
  for (const char* name : {"Accept-Encoding", "Content-Type"})
    request.headers.erase(name);
}

/// Whether what the library refuses is a request to answer: its body is read and no route found, or it has none and its
/// Range is unsound.
bool is_answered_late(const httplib::Request& request, int status) {
  return status == 404 || (status == 416 && !has_body(request) && refused_status(request) == 0);
}

/// Sends a text in slices: the library copies what it sends.
bool send(std::string_view text, httplib::DataSink& sink) {
  bool is_sent = true;
  for (; is_sent && !text.empty(); text.remove_prefix(std::min(text.size(), most_at_once)))
    is_sent = sink.write(text.data(), std::min(text.size(), most_at_once));
  return is_sent;
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
    server_->set_expect_100_continue_handler([this](const httplib::Request& request, httplib::Response& response) {
      const int refused = refused_status(request);
      if (refused != 0) write(refusal(refused), request, response);
      return refused == 0 ? 100 : refused;
    });
    server_->set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      hide_from_library(request);
      const int refused = refused_status(request);
      if (refused == 0 && has_body(request)) return httplib::Server::HandlerResponse::Unhandled;
      write(refused != 0 ? refusal(refused) : answer(request_of(request)), request, response);
      return httplib::Server::HandlerResponse::Handled;
    });
    const httplib::Server::HandlerWithResponse on_error = [this](const auto& request, auto& response) {
      if (response.has_header("Cache-Control")) return httplib::Server::HandlerResponse::Unhandled;  // has its answer
      hide_from_library(request);
      write(is_answered_late(request, response.status) ? answer(request_of(request)) : refusal(response.status),
            request, response);
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

  /// Once it returns, nothing that the handler gave is called any more.
  void stop() {
    is_stopping_ = true;
    server_->stop();
    waits_.stop();
    const std::unique_lock no_calls(calls_);
  }

  /// Whether all threads end within `time`.
  bool ends_within(std::chrono::milliseconds time) { return has_ended_.wait_for(time) == std::future_status::ready; }

 private:
  /// What `call` returns, unless the server ends before it does.
  template <class Call>
  auto while_serving(const Call& call) -> std::optional<decltype(call())> {
    const std::shared_lock calling(calls_);
    if (is_stopping_) return std::nullopt;
    auto result = call();
    return is_stopping_ ? std::nullopt : std::optional(std::move(result));
  }

  ControlAnswer answer(const wire::HttpRequest& request) {
    auto answered = while_serving([&] { return handler_(request); });
    if (!answered) return control_farewell();
    if (auto* at_once = std::get_if<ControlAnswer>(&*answered)) return std::move(*at_once);
    return waits_.wait_for(std::get<PendingAnswer>(*std::move(answered)));
  }

  /// The next piece; nullopt where the server ends.
  std::optional<std::string> next(const BodyPieces& pieces) {
    making_.acquire();
    auto piece = while_serving(pieces);
    making_.release();
    return piece;
  }

  void write(ControlAnswer answer, const httplib::Request& request, httplib::Response& response) {
    make_what_is_short(answer);
    response.status = answer.status;
    response.set_header("Cache-Control", "no-store");
    if (!answer.allow.empty()) response.set_header("Allow", answer.allow);
    if (!answer.more) return response.set_content(answer.body, answer.content_type);
    const auto type = answer.content_type;
    const auto send_rest = [this, rest = std::make_shared<ControlAnswer>(std::move(answer))](
                               std::size_t, httplib::DataSink& sink) { return send_next(*rest, sink); };
    if (request.version == "HTTP/1.0") return response.set_content_provider(type, send_rest);
    response.set_chunked_content_provider(type, send_rest);
  }

  /// Makes a body that is not long whole, so that it has a length.
  void make_what_is_short(ControlAnswer& answer) {
    while (answer.more && answer.body.size() <= most_at_once) {
      const auto piece = next(answer.more);
      if (!piece) answer = control_farewell();
      if (!piece || piece->empty()) answer.more = nullptr;
      if (piece) answer.body += *piece;
    }
  }

  /// Sends what is made of a body, and makes more of it. False where it can't go on.
  bool send_next(ControlAnswer& rest, httplib::DataSink& sink) {
    if (!send(std::exchange(rest.body, ""), sink)) return false;
    auto piece = next(rest.more);
    if (!piece) return false;
    if (piece->empty()) sink.done();
    rest.body = *std::move(piece);
    return true;
  }

  ControlHandler handler_;
  std::atomic<bool> is_stopping_ = false;
  std::shared_mutex calls_;  // held by those who call what the handler gave; by stop() alone
  std::counting_semaphore<most_makers> making_{most_makers};
  PendingAnswers waits_{most_waits};
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
