#include "wiretape/mockserver/control_http.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "wiretape/core/net/loop_thread.h"
#include "wiretape/core/net/server_stream.h"
#include "wiretape/core/wire/http_request_reader.h"
#include "wiretape/core/wire/http_writer.h"

//                       ┌───────────────────────────────────┐ keep-alive
//                       ▼                                   │
//   start ─▶ read ─▶ take ─▶ handler ─▶ answer ─▶ write ────┴─▶ close
//             ▲        │        │ pending   ▲       │ ▲
//             └────────┘        └─▶ look ───┘       └─┘ no room in the send buffer

namespace wiretape::mockserver {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t most_connections = 64;
constexpr wire::HttpLimits limits{.head = std::size_t{16} << 10, .body = std::size_t{64} << 10};
constexpr std::size_t buffer_size = 4096;
constexpr std::chrono::seconds patience{10};  // for a peer's whole request, and for room to send it more
constexpr std::chrono::milliseconds look_again{5};

std::string response_text(const ControlAnswer& answer, bool keep_alive) {
  wire::HttpResponseHead head{.status = answer.status, .reason = "", .minor_version = 1, .fields = {}};
  head.fields = {{"content-type", answer.content_type},
                 {"content-length", std::to_string(answer.body.size())},
                 {"cache-control", "no-store"}};
  if (!answer.allow.empty()) head.fields.push_back({"allow", answer.allow});
  if (!keep_alive) head.fields.push_back({"connection", "close"});
  std::string text;
  wire::append_response_head(text, head);
  return text.append(answer.body);
}

/// One client. Keeps itself alive while an operation is pending.
class Client : public std::enable_shared_from_this<Client> {
 public:
  Client(net::Socket socket, const ControlHandler& handler, std::function<void()> on_closed)
      : stream_(std::move(socket)), handler_(handler), on_closed_(std::move(on_closed)), reader_(limits) {}

  void start() {
    if (stream_.prepare()) {
      begin();
    } else {
      close();
    }
  }

  void close() {
    if (std::exchange(is_closed_, true)) return;
    stream_.close();
    on_closed_();
  }

 private:
  void begin() {
    close_at(steady_clock::now() + patience);
    take();
  }

  void read() {
    stream_.async_read({buffer_.data(), buffer_.size()},
                       [self = shared_from_this()](const net::ErrorCode& error, std::size_t size) {
                         if (self->is_closed_) return;
                         if (error) return self->close();
                         self->unread_.append(self->buffer_.data(), size);
                         self->take();
                       });
  }

  void take() {
    std::string_view input = unread_;
    auto step = reader_.next(input);
    unread_.erase(0, unread_.size() - input.size());
    if (std::holds_alternative<wire::HttpNeedMore>(step)) return read();
    if (std::holds_alternative<wire::HttpExpectContinue>(step)) {
      static_cast<void>(stream_.send("HTTP/1.1 100 Continue\r\n\r\n"));
      return take();
    }
    if (const auto* error = std::get_if<wire::HttpError>(&step)) {
      keep_alive_ = false;
      return answer(control_error(error->status, "bad_request", error->what));
    }
    const auto& request = std::get<wire::HttpRequestComplete>(step).request;
    keep_alive_ = request.head.keep_alive();
    auto answered = handler_(request);
    if (auto* pending = std::get_if<PendingAnswer>(&answered)) {
      pending_ = std::move(*pending);
      look();
    } else {
      answer(std::get<ControlAnswer>(answered));
    }
  }

  // Nothing calls back from the threads that play: looking is cheap, and whoever waits does so for a test.
  void look() {
    if (const auto answered = pending_()) {
      pending_ = nullptr;
      return answer(*answered);
    }
    if (stream_.peek() == net::Incoming::reset) return close();
    stream_.async_wait_until(steady_clock::now() + look_again,
                             [self = shared_from_this()](const net::ErrorCode& error) {
                               if (!error && !self->is_closed_) self->look();
                             });
  }

  void answer(const ControlAnswer& answered) {
    unsent_ = response_text(answered, keep_alive_);
    sent_ = 0;
    write();
  }

  void write() {
    const auto [sent, is_broken] = stream_.send(std::string_view(unsent_).substr(sent_));
    if (is_broken) return close();
    sent_ += sent;
    if (sent_ < unsent_.size()) {
      close_at(steady_clock::now() + patience);
      return stream_.async_wait_writable([self = shared_from_this()](const net::ErrorCode& error) {
        if (!error && !self->is_closed_) self->write();
      });
    }
    unsent_ = {};
    if (!keep_alive_) return finish();
    // Through the timer, so that a burst of pipelined requests does not grow the stack.
    stream_.async_wait_until(steady_clock::now(), [self = shared_from_this()](const net::ErrorCode& error) {
      if (!error && !self->is_closed_) self->begin();
    });
  }

  /// Closes with a FIN. Bytes that were never read would turn it into a reset, which takes the answer back.
  void finish() {
    static_cast<void>(stream_.shut_down_sending());  // without TLS there is always room for it
    close_at(steady_clock::now() + std::chrono::seconds(1));
    discard();
  }

  void discard() {
    stream_.async_read({buffer_.data(), buffer_.size()},
                       [self = shared_from_this()](const net::ErrorCode& error, std::size_t) {
                         if (error || self->is_closed_) return self->close();
                         self->discard();
                       });
  }

  void close_at(steady_clock::time_point time) {
    stream_.async_wait_until(time, [self = shared_from_this()](const net::ErrorCode& error) {
      if (!error) self->close();
    });
  }

  net::ServerStream stream_;
  const ControlHandler& handler_;
  std::function<void()> on_closed_;
  wire::HttpRequestReader reader_;
  std::array<char, buffer_size> buffer_{};
  std::string unread_;
  std::string unsent_;
  std::size_t sent_ = 0;
  PendingAnswer pending_;
  bool keep_alive_ = true;
  bool is_closed_ = false;
};

}  // namespace

struct ControlHttp::Running {
  explicit Running(ControlHandler answers) : handler(std::move(answers)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    loop.stop();
    if (listener) listener->close();
    for (const auto& [number, weak] : std::exchange(clients, {})) {
      if (const auto client = weak.lock()) client->close();
    }
  }

  void accept(net::Socket socket) {
    if (clients.size() >= most_connections) return;
    const auto number = ++accepted;
    const auto client = std::make_shared<Client>(std::move(socket), handler, [this, number] { clients.erase(number); });
    clients.emplace(number, client);
    client->start();
  }

  ControlHandler handler;
  std::unordered_map<std::uint64_t, std::weak_ptr<Client>> clients;
  std::uint64_t accepted = 0;
  // Queued handlers hold clients, and those refer to what stands above: the loop goes first.
  net::LoopThread loop;
  std::optional<net::Listener> listener;
};

std::variant<std::unique_ptr<ControlHttp>, net::ListenError> ControlHttp::start(const std::string& host,
                                                                                std::uint16_t port,
                                                                                ControlHandler handler) {
  auto running = std::make_unique<Running>(std::move(handler));
  auto opened = net::Listener::open(running->loop.context(), host, port);
  if (auto* error = std::get_if<net::ListenError>(&opened)) return std::move(*error);
  running->listener.emplace(std::get<net::Listener>(std::move(opened)));
  running->listener->start({&running->loop.context()},
                           [raw = running.get()](net::Socket socket) { raw->accept(std::move(socket)); });
  return std::unique_ptr<ControlHttp>(new ControlHttp(std::move(running)));
}

ControlHttp::ControlHttp(std::unique_ptr<Running> running) : running_(std::move(running)) {}
ControlHttp::~ControlHttp() = default;

std::uint16_t ControlHttp::port() const {
  return running_->listener->port();
}

}  // namespace wiretape::mockserver
