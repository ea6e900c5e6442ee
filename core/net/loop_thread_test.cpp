#include "wiretape/core/net/loop_thread.h"

#include <future>
#include <thread>

#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

namespace wiretape::net {
namespace {

TEST(LoopThread, RunsWhatIsPostedOnAThreadOfItsOwn) {
  LoopThread loop;
  std::promise<std::thread::id> ran;
  boost::asio::post(loop.context(), [&] { ran.set_value(std::this_thread::get_id()); });
  EXPECT_NE(ran.get_future().get(), std::this_thread::get_id());
}

TEST(LoopThread, WaitsForMoreWork) {
  LoopThread loop;
  for (int i = 0; i < 3; ++i) {
    std::promise<void> ran;
    boost::asio::post(loop.context(), [&] { ran.set_value(); });
    ran.get_future().get();
  }
}

TEST(LoopThread, RunsNothingOnceItIsStopped) {
  bool ran = false;
  LoopThread loop;
  loop.stop();
  boost::asio::post(loop.context(), [&] { ran = true; });
  loop.stop();
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace wiretape::net
