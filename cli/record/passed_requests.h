#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "wiretape/core/journal/journal.h"
#include "wiretape/recorder/capture/capture_event.h"

namespace wiretape::cli {

/// A journal of what passes a recorder, for whoever looks on: each request once its answer begins, with its upstream in
/// the place of an exchange, and each read of the answer as a write. Of large bodies it has the beginning. Thread safe.
class PassedRequests {
 public:
  /// How much of a request's body is in the journal.
  static constexpr std::size_t most_body = std::size_t{1} << 20;

  PassedRequests() = default;
  PassedRequests(const PassedRequests&) = delete;
  PassedRequests& operator=(const PassedRequests&) = delete;

  /// What comes is as it passed: who shows it masks it, as of a mock server's journal.
  [[nodiscard]] journal::Journal& journal() { return journal_; }

  /// Notes an event of an exchange.
  void note(std::uint64_t exchange, const recorder::capture::CaptureEvent& event);

 private:
  /// A request that is under way.
  struct Passing {
    std::string upstream{};
    wire::HttpRequest request{};
    std::chrono::microseconds sent{0};  // when all of it had gone on, on the clock of the events
    journal::Journal::Time arrived{};   // the same, in real time
    std::uint64_t number = 0;           // 0: not in the journal yet
    std::size_t passed = 0;             // bytes of the answer's body
  };

  void take(Passing& passing, const recorder::capture::RequestBegan& began);
  void take(Passing& passing, const recorder::capture::RequestBytes& body);
  void take(Passing& passing, const recorder::capture::RequestSent& sent);
  void take(Passing& passing, const recorder::capture::Interim& interim);
  void take(Passing& passing, const recorder::capture::ResponseBegan& began);
  void take(Passing& passing, const recorder::capture::ResponseRead& read);
  void take(Passing& passing, const recorder::capture::ChunkEdges& edges);
  void take(Passing& passing, const recorder::capture::ResponseEnded& ended);
  void receive(Passing& passing, int status);

  std::mutex mutex_;
  std::map<std::uint64_t, Passing> passing_;
  journal::Journal journal_{{}};
};

/// A sink that gives each event to `next` and notes it. It keeps `passed` alive.
[[nodiscard]] recorder::capture::Sink noted(std::shared_ptr<PassedRequests> passed, recorder::capture::Sink next);

}  // namespace wiretape::cli
