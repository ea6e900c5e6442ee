#pragma once

#include <cstdint>
#include <functional>
#include <thread>

#include "wiretape/core/net/testing/peer_connection.h"

namespace wiretape::net::testing {

/// A server on a free port of 127.0.0.1 that plays one script a connection, one after the other, on a thread of its
/// own. What the script sees as the client's end is all that synchronises them: no sleeps.
class ScriptedPeer {
 public:
  explicit ScriptedPeer(std::function<void(PeerConnection&)> script);
  ScriptedPeer(const ScriptedPeer&) = delete;
  ScriptedPeer& operator=(const ScriptedPeer&) = delete;

  /// Stops accepting and waits for the script to end: the client must have closed what it has opened.
  ~ScriptedPeer();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void serve(const std::function<void(PeerConnection&)>& script) const;

  int listener_;
  std::uint16_t port_;
  std::thread thread_;
};

/// A socket that listens on 127.0.0.1 and answers no further connection: its queue is full.
class FullListener {
 public:
  FullListener();
  FullListener(const FullListener&) = delete;
  FullListener& operator=(const FullListener&) = delete;
  ~FullListener();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  int listener_;
  std::uint16_t port_;
  int fillers_[8];
};

/// A port of 127.0.0.1 on which nobody listens. It stays bound, so that nobody else gets it.
class RefusingPort {
 public:
  RefusingPort();
  RefusingPort(const RefusingPort&) = delete;
  RefusingPort& operator=(const RefusingPort&) = delete;
  ~RefusingPort();

  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  int socket_;
  std::uint16_t port_;
};

}  // namespace wiretape::net::testing
