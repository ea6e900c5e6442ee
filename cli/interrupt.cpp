#include "cli/interrupt.h"

#include <csignal>
#include <cstdlib>

#include "cli/exit_code.h"
#include "cli/ignored_signal.h"

namespace wiretape::cli {

Interrupt::Interrupt() {
  if (is_ignored(SIGINT)) return;
  boost::system::error_code ignored;
  signals_.add(SIGINT, ignored);
  wait();
  thread_ = std::thread([this] { context_.run(); });
}

Interrupt::~Interrupt() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

void Interrupt::watch(client::Stream* stream) {
  const std::lock_guard lock(mutex_);
  stream_ = stream;
  if (stream_ != nullptr && was_interrupted_) stream_->cancel();
}

void Interrupt::wait() {
  signals_.async_wait([this](const boost::system::error_code& error, int) {
    if (error) return;
    interrupted();
    wait();
  });
}

void Interrupt::interrupted() {
  const std::lock_guard lock(mutex_);
  // Everything is written as it comes, so there is nothing to flush.
  if (stream_ == nullptr || was_interrupted_) std::_Exit(exit_cancelled);
  was_interrupted_ = true;
  stream_->cancel();
}

}  // namespace wiretape::cli
