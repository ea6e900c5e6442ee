#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <deque>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "wiretape/client/transport.h"
#include "wiretape/core/net/call/response_steps.h"

namespace wiretape::client::testing {

/// The peer closes the connection.
struct Fin {};

/// The peer resets the connection.
struct Rst {};

/// What befalls a call: it comes to a phase, bytes of the response arrive, the peer goes, or it ends otherwise.
using Happening = std::variant<net::CallPhase, std::string, Fin, Rst, net::CallEnd>;

/// A network in memory, for one call, in which no time passes: for every wait() it does one thing of its script, once
/// the test lets it go on. At the end of the script it is silent. Throws where the caller breaks the rules of a Call.
class ScriptedNetwork {
 public:
  explicit ScriptedNetwork(std::deque<Happening> script) : script_(std::move(script)) {}

  /// Does the next thing, or cancels where that was asked for, and has the caller know. False: it is silent.
  bool go_on() {
    if (!ready_) throw std::logic_error("nobody waits");
    if (!is_cancelled_) reach_phases();
    if (is_cancelled_) {
      steps_.end(net::CallCancelled{phase_});
    } else if (script_.empty()) {
      return false;
    } else {
      std::visit([this](auto& happening) { happen(happening); }, script_.front());
      script_.pop_front();
    }
    std::exchange(ready_, nullptr)();
    return true;
  }

  /// What the caller has told so far.
  [[nodiscard]] std::size_t times_fed() const { return times_fed_; }
  [[nodiscard]] std::size_t times_paused() const { return times_paused_; }
  [[nodiscard]] bool is_finished() const { return is_finished_; }

 private:
  friend class ScriptedCall;

  net::HttpCallStep next() {
    if (is_finished_) throw std::logic_error("next() after finish()");
    auto step = steps_.next();
    if (std::holds_alternative<net::HttpCallHead>(step)) phase_ = net::CallPhase::body;
    may_wait_ = std::holds_alternative<net::HttpCallNeedMore>(step);
    return step;
  }

  void wait(std::function<void()> ready) {
    if (!may_wait_) throw std::logic_error("wait() without HttpCallNeedMore");
    may_wait_ = false;
    std::fill(arrived_.begin(), arrived_.end(), '\0');  // shows who still looks at it
    ready_ = std::move(ready);
  }

  void reach_phases() {
    while (!script_.empty() && std::holds_alternative<net::CallPhase>(script_.front())) {
      phase_ = std::get<net::CallPhase>(script_.front());
      script_.pop_front();
    }
  }

  void happen(net::CallPhase /*reached already*/) {}
  void happen(std::string& bytes) {
    arrived_ = std::move(bytes);
    steps_.received(arrived_);
  }
  void happen(Fin) { steps_.end(steps_.at_fin()); }
  void happen(Rst) { steps_.end(net::ResponseEnded{wire::Ending::reset, steps_.has_begun()}); }
  void happen(const net::CallEnd& end) { steps_.end(end); }

  std::deque<Happening> script_;
  net::ResponseSteps steps_;
  net::CallPhase phase_ = net::CallPhase::resolve;
  std::string arrived_;
  std::function<void()> ready_;
  bool may_wait_ = false;
  std::atomic<bool> is_cancelled_ = false;
  bool is_finished_ = false;
  std::size_t times_fed_ = 0;
  std::size_t times_paused_ = 0;
};

/// The call over a network in memory, which must outlive it.
class ScriptedCall {
 public:
  explicit ScriptedCall(ScriptedNetwork& network) : network_(&network) {}

  [[nodiscard]] net::HttpCallStep next() { return network_->next(); }
  void wait(std::function<void()> ready) { network_->wait(std::move(ready)); }
  void cancel() { network_->is_cancelled_ = true; }
  void feed_idle() { ++network_->times_fed_; }
  void pause_idle() { ++network_->times_paused_; }
  void finish() { network_->is_finished_ = true; }
  [[nodiscard]] bool has_begun() const { return network_->steps_.has_begun(); }

 private:
  ScriptedNetwork* network_;
};

static_assert(Call<ScriptedCall>);

}  // namespace wiretape::client::testing
