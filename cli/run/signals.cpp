#include "cli/run/signals.h"

#include <sys/signalfd.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace wiretape::cli {
namespace {

/// Blocks the signals that are read; what was blocked before goes into `before`.
int open_signals(sigset_t& before) {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGCHLD})
    sigaddset(&set, number);
  ::pthread_sigmask(SIG_BLOCK, &set, &before);
  const int descriptor = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "signalfd");
  return descriptor;
}

}  // namespace

Signals::Signals(boost::asio::io_context& context) : descriptor_(context, open_signals(before_)) {}

Signals::~Signals() {
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void Signals::read(std::function<void(Signal)> on_signal) {
  on_signal_ = std::move(on_signal);
  wait();
}

void Signals::wait() {
  descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](const auto& error) {
    if (error) return;
    signalfd_siginfo info{};
    while (::read(descriptor_.native_handle(), &info, sizeof info) == sizeof info)
      on_signal_({static_cast<int>(info.ssi_signo), info.ssi_code == SI_KERNEL});
    wait();
  });
}

}  // namespace wiretape::cli
