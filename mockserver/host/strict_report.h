#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::mockserver {

/// What is wrong where every request is to match an exchange, and every exchange to answer one.
struct StrictReport {
  std::uint64_t unmatched = 0;           ///< requests that no exchange matched, since the start
  std::vector<journal::Entry> requests;  ///< those of them that the journal still holds
  std::vector<ExchangeUse> unused;

  [[nodiscard]] bool is_clean() const { return unmatched == 0 && unused.empty(); }
};

/// The exchanges that have answered something, also under tapes that others have since replaced. Those of tapes that
/// sessions have for themselves are none of them: whoever sets such tapes begins anew.
class UsedExchanges {
 public:
  /// Adds those that have answered something.
  void note(const std::vector<ExchangeUse>& uses);

  /// Whether the exchange of that tape and id is among them.
  [[nodiscard]] bool has(const ExchangeUse& use) const;

 private:
  std::set<std::pair<std::string, std::string>> used_;  // tape, id
};

/// The journal's entries that nothing answered: no exchange, nor what providers have beside their streams.
[[nodiscard]] std::vector<journal::Entry> unmatched_requests(const journal::Journal& journal);

/// `before`: what had answered when tapes were replaced.
[[nodiscard]] StrictReport strict_report(const journal::Journal& journal, const Responder& responder,
                                         const UsedExchanges& before = {});

}  // namespace wiretape::mockserver
