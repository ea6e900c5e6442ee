#include "wiretape/core/net/call/resolve.h"

#include <netdb.h>

#include <cerrno>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>

namespace wiretape::net {

using boost::asio::ip::tcp;

namespace {

text::SystemError describe(int code) {
  if (code == EAI_SYSTEM) return {std::system_category().message(errno)};
  return {::gai_strerror(code)};
}

}  // namespace

ResolveResult system_lookup(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (const int code = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); code != 0) {
    return describe(code);
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);

  std::vector<tcp::endpoint> endpoints;
  for (const addrinfo* entry = found; entry != nullptr; entry = entry->ai_next) {
    tcp::endpoint endpoint;
    if (entry->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
    endpoint.resize(entry->ai_addrlen);
    endpoints.push_back(endpoint);
  }
  return endpoints;
}

/// What a lookup thread needs, owned by it: the asker may be gone long before the system's lookup returns.
struct Resolution::Job : std::enable_shared_from_this<Job> {
  struct Asker {
    boost::asio::any_io_executor executor;  // counts as work: the context must not run dry while a thread looks up
    std::function<void(ResolveResult)> handler;
  };

  std::string host;
  std::uint16_t port = 0;
  Lookup lookup;
  std::mutex mutex;
  std::optional<Asker> asker;

  void look_up() {
    if (is_forgotten()) return;
    report(lookup(host, port));
  }

  void report(ResolveResult result) {
    // Posted under the lock: once forget() has returned, the asker's executor may be gone.
    const std::lock_guard lock(mutex);
    if (!asker) return;
    boost::asio::post(asker->executor, [job = shared_from_this(), result = std::move(result)]() mutable {
      if (auto asked = job->take_asker()) asked->handler(std::move(result));
    });
  }

  void forget() { take_asker(); }

  // Whoever takes the asker destroys it outside the lock: its handler may own the one who forgets.
  std::optional<Asker> take_asker() {
    const std::lock_guard lock(mutex);
    return std::exchange(asker, std::nullopt);
  }

  bool is_forgotten() {
    const std::lock_guard lock(mutex);
    return !asker.has_value();
  }
};

/// The threads that are looking up, and the jobs that wait for one.
struct Resolution::Threads {
  std::mutex mutex;
  std::deque<std::shared_ptr<Job>> waiting;
  std::size_t running = 0;

  // Never destroyed: a detached thread may still use it while the process exits.
  static Threads& instance() {
    static auto* const threads = new Threads;
    return *threads;
  }

  void add(std::shared_ptr<Job> job) {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(job));
    if (running == max_lookup_threads) return;
    try {
      std::thread([this] { work(); }).detach();
      ++running;
    } catch (const std::system_error& error) {
      if (running > 0) return;  // a running one takes the job
      waiting.back()->report(text::SystemError{error.what()});
      waiting.pop_back();
    }
  }

  void work() {
    while (auto job = take())
      job->look_up();
  }

  std::shared_ptr<Job> take() {
    const std::lock_guard lock(mutex);
    if (waiting.empty()) {
      --running;
      return nullptr;
    }
    auto job = std::move(waiting.front());
    waiting.pop_front();
    return job;
  }
};

Resolution Resolution::start(const boost::asio::any_io_executor& executor, std::string host, std::uint16_t port,
                             Lookup lookup, std::function<void(ResolveResult)> handler) {
  auto job = std::make_shared<Job>();
  job->asker =
      Job::Asker{boost::asio::prefer(executor, boost::asio::execution::outstanding_work.tracked), std::move(handler)};
  boost::system::error_code not_numeric;
  const auto address = boost::asio::ip::make_address(host, not_numeric);
  if (!not_numeric) {
    job->report(std::vector{tcp::endpoint(address, port)});
    return Resolution(std::move(job));
  }

  job->host = std::move(host);
  job->port = port;
  job->lookup = std::move(lookup);
  Threads::instance().add(job);
  return Resolution(std::move(job));
}

Resolution::Resolution(std::shared_ptr<Job> job) : job_(std::move(job)) {}

Resolution& Resolution::operator=(Resolution&& other) noexcept {
  if (job_ && job_ != other.job_) job_->forget();
  job_ = std::move(other.job_);
  return *this;
}

Resolution::~Resolution() {
  if (job_) job_->forget();
}

}  // namespace wiretape::net
