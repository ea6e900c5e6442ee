#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/responder.h"
#include "wiretape/mockserver/answer/session/fault_use.h"

namespace wiretape::mockserver {

/// What is wrong where every request is to match an exchange, every exchange to answer one, and every fault to hit.
struct StrictReport {
  std::uint64_t unmatched = 0;           ///< requests that no exchange matched, since the start
  std::vector<journal::Entry> requests;  ///< those of them that the journal still holds
  std::vector<ExchangeUse> unused;
  std::vector<FaultUse> unhit{};  ///< of tapes, of the server's plan, and of plans that were armed

  [[nodiscard]] bool is_clean() const { return unmatched == 0 && unused.empty() && unhit.empty(); }
};

/// The exchanges that have answered something, and their faults that have hit, also under tapes that others have since
/// replaced. Those of tapes that sessions have for themselves are none of them: whoever sets such tapes begins anew.
class UsedBefore {
 public:
  /// Adds those that have.
  void note(const std::vector<ExchangeUse>& uses);
  void note(const std::vector<FaultUse>& uses);

  /// Whether the exchange of that tape and id is among them.
  [[nodiscard]] bool has(const ExchangeUse& use) const;
  /// Whether that exchange's fault of that text is.
  [[nodiscard]] bool has(const FaultUse& use) const;

 private:
  std::set<std::pair<std::string, std::string>> exchanges_;           // tape, id
  std::set<std::tuple<std::string, std::string, std::string>> hits_;  // tape, id, fault
};

/// The journal's entries that nothing answered: no exchange, nor what providers have beside their streams.
[[nodiscard]] std::vector<journal::Entry> unmatched_requests(const journal::Journal& journal);

/// `before`: what had answered when tapes were replaced. `of_listener`: the faults of the listener that were armed.
[[nodiscard]] StrictReport strict_report(const journal::Journal& journal, const Responder& responder,
                                         const UsedBefore& before = {}, const std::vector<FaultUse>& of_listener = {});

}  // namespace wiretape::mockserver
