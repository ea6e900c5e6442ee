#pragma once

#include <mutex>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "wiretape/client/stream.h"

namespace wiretape::cli {

/// Ctrl-C (SIGINT) while this lives: the first one cancels the stream being read, so that what has arrived can still be
/// printed; without a stream, and the second time, the process ends with exit code 130. A SIGINT that was ignored when
/// the command started (nohup) stays ignored.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  /// The stream to cancel from now on; nullptr: none. Cancelled at once where a first Ctrl-C has come before.
  void watch(client::Stream* stream);

 private:
  void wait();
  void interrupted();

  boost::asio::io_context context_{1};
  boost::asio::signal_set signals_{context_};
  std::mutex mutex_;
  client::Stream* stream_ = nullptr;
  bool was_interrupted_ = false;
  std::thread thread_;
};

}  // namespace wiretape::cli
