#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/mockserver/answer/playable.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/serve/playback.h"
#include "wiretape/recorder/replay/awaited_tapes.h"

namespace wiretape::recorder::replay {

/// What becomes of a request that no tape answers. A failure that may pass (is_passing_failure) is no answer where
/// upstream can be asked again; else it answers what no other tape does.
enum class Missing : std::uint8_t {
  goes_upstream,  ///< and is recorded, and answered from then on
  is_refused,     ///< nothing goes out
};

/// A tape answers.
struct TapeAnswer {
  mockserver::Playable playable;
  const mockserver::PlaybackTerms& terms;  ///< for its Playback; as long as the Replay
};

/// None does.
struct TapeMiss {
  std::string nearest;  ///< what comes closest, and why that is not enough; "" where there is nothing near
};

using Answer = std::variant<TapeAnswer, TapeMiss>;

/// A request that is answered although its body is no longer as it was recorded.
struct StaleRequest {
  std::string exchange;  ///< the one that answers
  std::string method;
  std::string path;
  std::vector<std::string> pointers;  ///< as of stale_members(); not none

  friend auto operator<=>(const StaleRequest&, const StaleRequest&) = default;
};

struct ReplayOptions {
  Missing missing = Missing::goes_upstream;
  bool is_tls = false;                         ///< towards the application
  std::vector<std::string> volatile_fields{};  ///< what of a body may differ, as of capture::is_volatile
  /// Told of each such request once, from the thread that asks.
  std::function<void(const StaleRequest&)> on_stale{};
  journal::Journal* journal = nullptr;  ///< of what is answered, and refused; outlives the Replay; null: there is none
};

/// How many requests came to what.
struct ReplayCounts {
  std::uint64_t replayed = 0;
  std::uint64_t refused = 0;
  std::uint64_t stale = 0;  ///< of those that were replayed
};

/// Answers the requests of a recorder from tapes, as a mock server answers from them: with their uses, sessions and
/// faults. Each upstream has its own tapes. Thread safe.
class Replay {
 public:
  /// `origins`: where requests are known to go; a proxy's host may be asked for at other ports, too. Tapes answer in
  /// their order.
  Replay(std::vector<tape::Tape> tapes, std::vector<std::string> origins, ReplayOptions options);
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  /// Answers a request that goes to `origin`, its target without the name of an upstream. `connection` counts those of
  /// the application.
  [[nodiscard]] Answer answer(const std::string& origin, const wire::HttpRequest& request, std::uint64_t connection);

  /// Notes that a request gets an error since no tape answers it.
  void refuse(wire::HttpRequest request, const TapeMiss& miss);

  [[nodiscard]] bool refuses_missing() const { return options_.missing == Missing::is_refused; }

  /// Adds a tape behind the others.
  void add(const tape::Tape& tape);

  /// How many tapes were added. Where it is what it was, a request that was missed is still.
  [[nodiscard]] std::uint64_t added() const { return added_; }

  /// The requests whose tapes are on their way.
  [[nodiscard]] AwaitedTapes& awaited() { return awaited_; }

  [[nodiscard]] ReplayCounts counts() const { return {.replayed = replayed_, .refused = refused_, .stale = stale_}; }

 private:
  struct Player {
    Player(std::vector<tape::Tape> tapes, journal::Journal& journal, bool is_tls);

    mockserver::Responder responder;
    mockserver::PlaybackTerms terms;
  };

  [[nodiscard]] std::vector<tape::Tape> playable_tapes(const std::vector<tape::Tape>& tapes,
                                                       const std::string& origin) const;
  Player& player_of(const std::string& origin);
  void tell_stale(const tape::Exchange& exchange, const wire::HttpRequest& request);

  std::mutex adding_;              // of tapes, and of players
  std::vector<tape::Tape> tapes_;  // all that there are, for origins to come
  std::vector<std::string> origins_;
  ReplayOptions options_;
  journal::Journal no_journal_;
  journal::Journal& journal_;
  std::map<std::string, std::unique_ptr<Player>> players_;  // by origin
  AwaitedTapes awaited_;
  std::mutex telling_;
  std::set<StaleRequest> told_;
  std::atomic<std::uint64_t> added_ = 0;
  std::atomic<std::uint64_t> replayed_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
  std::atomic<std::uint64_t> stale_ = 0;
};

}  // namespace wiretape::recorder::replay
