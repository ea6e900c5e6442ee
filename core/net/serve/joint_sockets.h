#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "wiretape/core/net/serve/server_stream.h"

namespace wiretape::net {

/// The connection of a connected TCP descriptor, which is closed where that fails: then nothing can be read.
[[nodiscard]] Socket socket_of(int descriptor, const Executor& executor);

/// Passes bytes on, both ways, between two TCP connections on one executor, until both have ended: a FIN goes on as a
/// FIN, and a RST as a RST, once what was sent before it is acknowledged, or a second has passed. 16 KiB wait each way
/// at the most, so that an end that reads slowly slows the other. It keeps itself alive while it does. Not thread safe:
/// for use on the executor's thread.
class JointSockets : public std::enable_shared_from_this<JointSockets> {
 public:
  /// `on_parted` is called once, never from within start(), when both are closed; not after close().
  JointSockets(Socket near, Socket far, std::function<void()> on_parted);

  /// `early` was read of `near` already, and goes to `far` first.
  void start(std::string_view early);

  /// Closes both at once.
  void close();

 private:
  struct Way {
    Socket* from;
    Socket* to;
    std::array<char, std::size_t{16} << 10> bytes{};
    bool is_over = false;
  };

  void read(Way& way);
  void write(Way& way, std::string_view bytes);
  void end(Way& way);
  void break_off(Socket& left);
  void reset_when_acknowledged();
  void part();

  Socket near_;
  Socket far_;
  std::function<void()> on_parted_;
  std::string early_;
  Way there_{&near_, &far_};
  Way back_{&far_, &near_};
  Timer poll_;
  Socket* left_ = nullptr;  // what is to be reset, once the other one is broken
  Timer::time_point reset_by_{};
  bool is_closed_ = false;
};

}  // namespace wiretape::net
