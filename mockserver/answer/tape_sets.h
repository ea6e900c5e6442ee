#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/tape/tape.h"
#include "wiretape/core/text/input_error.h"
#include "wiretape/mockserver/answer/delivery_override.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/loaded_tapes.h"

namespace wiretape::mockserver {

/// How many bytes of text the tapes may have that were set while a server runs, in all sets together.
inline constexpr std::size_t most_tape_bytes = std::size_t{256} << 20;

/// Tapes that somebody sets while a server runs.
struct NewTapes {
  std::vector<tape::Tape> tapes;
  std::size_t bytes = 0;  ///< of their text with its aliases written out; 0 where nobody else can make them many
};

/// Which tapes answer whom: one set for all sessions, and sets that sessions have of their own in its place. A set
/// stays as it is for the requests that it answers already. Thread safe; what changes sets waits for nobody but others
/// that do.
class TapeSets {
 public:
  TapeSets(std::vector<tape::Tape> for_all, DeliveryOverride delivery);

  /// What answers the session's requests: its own set, or the one for all.
  [[nodiscard]] std::shared_ptr<LoadedTapes> of(std::string_view session) const;

  /// The set for all sessions that have none of their own.
  [[nodiscard]] std::shared_ptr<LoadedTapes> for_all() const;

  /// Puts tapes in the place of those of a session, or of those for all. The sessions that they answer begin anew.
  /// Nullopt, or why nothing was changed: the session's name is too long, or there are too many sessions or bytes.
  [[nodiscard]] std::optional<text::InputError> replace(const std::optional<std::string>& session, NewTapes tapes);

  /// Adds tapes behind those that answer the session, or all: from then on it has a set of its own. What was used
  /// stays used. As replace() otherwise.
  [[nodiscard]] std::optional<text::InputError> add(const std::optional<std::string>& session, NewTapes tapes);

  /// Takes the session's own tapes away: those for all answer it again, as if it were new. Without a session: takes
  /// those for all away.
  void remove(const std::optional<std::string>& session);

  /// Forgets what the session has used, or all have.
  void reset(std::string_view session);
  void reset_all();

  /// The sessions that have used something, or have tapes of their own, by name.
  [[nodiscard]] std::vector<std::string> sessions() const;

  /// Every exchange of the set for all, then those that sessions have besides, in the order in which they are asked.
  [[nodiscard]] std::vector<ExchangeUse> uses() const;

  /// Every fault of these exchanges, in the same order.
  [[nodiscard]] std::vector<FaultUse> fault_uses() const;

 private:
  struct Set {
    std::shared_ptr<LoadedTapes> tapes;
    std::size_t bytes = 0;  // as in NewTapes
  };
  using OwnSets = std::map<std::string, Set, std::less<>>;  // by session

  template <class Tell>
  void each_exchange(Tell tell) const;
  [[nodiscard]] Set set_for_all() const;
  [[nodiscard]] OwnSets own_sets() const;
  [[nodiscard]] std::optional<Set> set_of(const std::optional<std::string>& session) const;
  [[nodiscard]] std::optional<text::InputError> mistake_in(const std::optional<std::string>& session,
                                                           std::size_t more_bytes) const;
  void put(const std::optional<std::string>& session, Set set);

  DeliveryOverride delivery_;
  std::mutex changing_;       // held by whoever changes sets, from the look at what is there on
  mutable std::mutex mutex_;  // guards the pointers; what they point to looks after itself
  Set for_all_;
  OwnSets own_;
  std::size_t bytes_ = 0;  // of all of them
};

}  // namespace wiretape::mockserver
