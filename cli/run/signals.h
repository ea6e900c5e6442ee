#pragma once

#include <csignal>
#include <functional>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace wiretape::cli {

/// A signal that has come.
struct Signal {
  int number = 0;
  bool is_terminals = false;  ///< the terminal sent it, to every program that it is the terminal of
};

/// Signals that tell a command something, read one by one: they neither end this process nor interrupt it. Make it
/// before there are other threads, which take over what is blocked; one at a time. Ignored signals (nohup) stay so.
class Signals {
 public:
  /// Reads SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2 and SIGCHLD.
  explicit Signals(boost::asio::io_context& context);
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();

  /// Calls `on_signal` for each from now on, on the io_context. Once only.
  void read(std::function<void(Signal)> on_signal);

  /// What was blocked before: what a program that is started is to block.
  [[nodiscard]] const sigset_t& mask_before() const { return before_; }

 private:
  void wait();

  sigset_t before_{};
  boost::asio::posix::stream_descriptor descriptor_;
  std::function<void(Signal)> on_signal_;
};

}  // namespace wiretape::cli
