#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/program/wire_program.h"
#include "wiretape/mockserver/answer/session/held_stream.h"

namespace wiretape::mockserver {

/// The responses whose programs have holds, while they play: who is held, and what lets whom go on. Thread safe, but
/// for on_release().
class HeldStreams {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `wake` is called with the connection of each response that may go on, on any thread and without a lock. Set it
  /// before the first one begins.
  void on_release(std::function<void(std::uint64_t connection)> wake) { wake_ = std::move(wake); }

  // For whoever plays a program with holds.

  /// The session makes a request. The plays of it that have begun before may go on from a hold that waits for one, once
  /// for each request; also where they come to it only later. `begins`: its own play does, on this connection, which
  /// has no other. Of two requests one is the later, whatever threads they come on.
  void requested(std::string_view session, std::optional<std::uint64_t> begins = {});
  /// Which entry of the journal a play has.
  void number(std::uint64_t connection, std::uint64_t number);
  /// It has ended, held or not.
  void end(std::uint64_t connection);
  /// It has come to a hold.
  void arrive(std::uint64_t connection, const program::HoldAction& hold, Time now);
  /// Whether it stays where it has arrived: until when at most, or what lets it go on. To be asked again then, and once
  /// it is released, until it goes on.
  [[nodiscard]] std::variant<Time, journal::HoldEnd> stay(std::uint64_t connection, Time now);

  // For whoever releases them. Without a session all are meant.

  /// Lets those go on that are held now; returns how many.
  std::size_t release(const std::optional<std::string>& session = {});
  /// Lets all go on, now and from now on: nobody is held any more.
  void stop_holding();

  [[nodiscard]] std::size_t count(const std::optional<std::string>& session = {}) const;
  [[nodiscard]] std::vector<HeldStream> held(const std::optional<std::string>& session = {}) const;
  /// Waits until so many are held at once. False after `timeout`.
  [[nodiscard]] bool wait_held(std::size_t count, std::chrono::milliseconds timeout,
                               const std::optional<std::string>& session = {}) const;

 private:
  struct Play {
    std::string session;
    std::uint64_t number = 0;
    std::uint32_t requests = 0;  // of its session since, that no hold has used
    bool is_held = false;
    bool ends_at_next_request = false;      // where it is held, as the others
    std::optional<journal::HoldEnd> end{};  // what has let it go on, which it doesn't know yet
    Time since{};
    Time until{};
  };

  static bool is_of(const Play& play, const std::optional<std::string>& session);
  static bool stays(const Play& play) { return play.is_held && !play.end; }
  static bool use_request(Play& play);
  [[nodiscard]] std::size_t count_held(const std::optional<std::string>& session) const;
  void wake_all(const std::vector<std::uint64_t>& connections) const;

  std::function<void(std::uint64_t)> wake_ = [](std::uint64_t) {};
  std::atomic<bool> is_empty_ = true;  // to look at without the lock
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::map<std::uint64_t, Play> plays_;  // by connection
  bool is_over_ = false;                 // nobody is held any more
};

}  // namespace wiretape::mockserver
