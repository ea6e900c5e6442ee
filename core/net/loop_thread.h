#pragma once

#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace wiretape::net {

/// An io_context and a thread that runs it until stop(). What is bound to the context may be destroyed once it has
/// stopped, from any thread.
class LoopThread {
 public:
  LoopThread();
  LoopThread(const LoopThread&) = delete;
  LoopThread& operator=(const LoopThread&) = delete;
  ~LoopThread();

  /// Ends the loop, whatever is pending, and joins the thread. May be called again; not from the thread itself.
  void stop();

  [[nodiscard]] boost::asio::io_context& context() { return context_; }

 private:
  // One thread runs it; others may post to it.
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::thread thread_;
};

}  // namespace wiretape::net
