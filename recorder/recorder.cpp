#include "wiretape/recorder/recorder.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "wiretape/core/net/call/proxy_environment.h"
#include "wiretape/core/net/serve/listen_address.h"
#include "wiretape/recorder/log/capture_log.h"
#include "wiretape/recorder/relay/relay_server.h"

namespace wiretape::recorder {
namespace {

constexpr std::chrono::milliseconds end_limit{5000};

/// What can't be taken of an option, and what can.
text::Diagnostic wrong(std::string_view option, std::string found, std::string expected = "") {
  return {std::string(option), {}, std::move(found), std::move(expected), ""};
}

/// The tapes that there are. A thread of the log may outlive the recorder, and shares it.
class KeptTapes {
 public:
  void note(const std::string& path) {
    const std::lock_guard lock(mutex_);
    paths_.push_back(path);
    changed_.notify_all();
  }
  [[nodiscard]] bool wait(std::size_t count, std::chrono::milliseconds timeout) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, timeout, [&] { return paths_.size() >= count; });
  }
  [[nodiscard]] std::vector<std::string> paths() const {
    const std::lock_guard lock(mutex_);
    return paths_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> paths_;
};

using UpstreamsRead = std::variant<relay::Upstreams, text::Diagnostic>;

std::variant<relay::Upstream, text::Diagnostic> read_upstream(const std::string& written) {
  auto parsed = relay::parse_upstream(written);
  if (const auto* error = std::get_if<text::InputError>(&parsed))
    return text::diagnose("upstreams: " + written, *error);
  auto& upstream = std::get<relay::Upstream>(parsed);
  auto proxy = net::proxy_for(upstream.url, net::process_environment);
  if (const auto* error = std::get_if<net::ProxyError>(&proxy)) return wrong("environment", error->what);
  upstream.proxy = std::get<std::optional<net::Proxy>>(std::move(proxy));
  return std::move(upstream);
}

UpstreamsRead read_upstreams(const std::vector<std::string>& written) {
  std::vector<relay::Upstream> all;
  for (const std::string& each : written) {
    auto upstream = read_upstream(each);
    if (auto* error = std::get_if<text::Diagnostic>(&upstream)) return std::move(*error);
    all.push_back(std::get<relay::Upstream>(std::move(upstream)));
  }
  if (all.empty()) return wrong("upstreams", "none", "at least one");
  auto upstreams = relay::Upstreams::of(std::move(all));
  if (const auto* error = std::get_if<std::string>(&upstreams)) return wrong("upstreams", *error);
  return std::get<relay::Upstreams>(std::move(upstreams));
}

std::variant<relay::UpstreamOptions, text::Diagnostic> upstream_options(const RecorderOptions& options) {
  auto upstreams = read_upstreams(options.upstreams);
  if (auto* error = std::get_if<text::Diagnostic>(&upstreams)) return std::move(*error);
  relay::UpstreamOptions made{.upstreams = std::get<relay::Upstreams>(std::move(upstreams))};
  const auto* elsewhere = made.upstreams.first_elsewhere();
  if (!options.secrets && elsewhere != nullptr)
    return wrong("secrets", "nothing is masked and " + elsewhere->url.host + " is not this machine", "rules");
  if (!made.upstreams.have_tls()) return made;
  auto tls = net::make_tls_client_context(options.upstream_authority);
  if (const auto* error = std::get_if<net::TlsError>(&tls)) return wrong("upstream_authority", error->what);
  made.tls = std::get<net::TlsClientContext>(std::move(tls));
  return made;
}

log::CaptureLogOptions log_options(RecorderOptions& options, const std::shared_ptr<KeptTapes>& kept) {
  log::CaptureLogOptions made{.folder = options.folder, .keep = options.keep, .secrets = std::move(options.secrets)};
  made.on_kept = [kept, tell = std::move(options.on_kept)](const log::KeptTape& tape) {
    if (tell) tell(tape);
    kept->note(tape.path);
  };
  made.on_trouble = std::move(options.on_trouble);
  return made;
}

}  // namespace

struct Recorder::Running {
  explicit Running(log::CaptureLog opened) : log(std::move(opened)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(); }

  // First the relay, which tells the log, then the log.
  bool stop() {
    context.stop();
    if (thread.joinable()) thread.join();
    server.reset();
    return log.finish(end_limit);
  }

  std::shared_ptr<KeptTapes> kept;
  std::string origin;
  std::uint16_t port = 0;
  log::CaptureLog log;
  boost::asio::io_context context{1};
  std::unique_ptr<relay::RelayServer> server;
  std::thread thread;
};

std::variant<Recorder, text::Diagnostic> Recorder::start(RecorderOptions options) {
  auto upstream = upstream_options(options);
  if (auto* error = std::get_if<text::Diagnostic>(&upstream)) return std::move(*error);
  const auto kept = std::make_shared<KeptTapes>();
  auto opened = log::CaptureLog::open(log_options(options, kept));
  if (auto* error = std::get_if<text::Diagnostic>(&opened)) return std::move(*error);
  auto running = std::make_unique<Running>(std::get<log::CaptureLog>(std::move(opened)));
  relay::RelayOptions listen{.host = options.host, .port = options.port};
  listen.upstream = std::get<relay::UpstreamOptions>(std::move(upstream));
  auto server = relay::RelayServer::open(running->context, listen, running->log.sink());
  if (const auto* error = std::get_if<net::ListenError>(&server))
    return wrong("host", "an address that can't be listened on: " + error->cause, "a free one");
  running->server = std::get<std::unique_ptr<relay::RelayServer>>(std::move(server));
  running->kept = kept;
  running->port = running->server->port();
  running->origin = net::http_origin(options.host, running->port, net::Security::plain);
  running->thread = std::thread([&context = running->context] { context.run(); });
  return Recorder(std::move(running));
}

Recorder::Recorder(std::unique_ptr<Running> running) : running_(std::move(running)) {}
Recorder::Recorder(Recorder&&) noexcept = default;
Recorder& Recorder::operator=(Recorder&&) noexcept = default;
Recorder::~Recorder() = default;

std::uint16_t Recorder::port() const {
  return running_->port;
}

std::string Recorder::url(std::string_view path) const {
  return running_->origin + std::string(path);
}

bool Recorder::wait_recorded(std::size_t count, std::chrono::milliseconds timeout) const {
  return running_->kept->wait(count, timeout);
}

std::vector<std::string> Recorder::tapes() const {
  return running_->kept->paths();
}

bool Recorder::stop() {
  return running_->stop();
}

}  // namespace wiretape::recorder
