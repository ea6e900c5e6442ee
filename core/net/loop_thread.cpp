#include "wiretape/core/net/loop_thread.h"

namespace wiretape::net {

LoopThread::LoopThread() : work_(context_.get_executor()), thread_([this] { context_.run(); }) {}

LoopThread::~LoopThread() {
  stop();
}

void LoopThread::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

}  // namespace wiretape::net
