#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/answer/responder.h"

namespace wiretape::cli {

/// What `wiretape serve --strict` finds wrong when it ends.
struct StrictReport {
  std::uint64_t unmatched = 0;           ///< requests that no exchange matched, since the start
  std::vector<journal::Entry> requests;  ///< those of them that the journal still holds
  std::vector<mockserver::ExchangeUse> unused;

  [[nodiscard]] bool is_clean() const { return unmatched == 0 && unused.empty(); }
};

/// The exchanges that have answered something, also under tapes that others have since replaced.
class UsedExchanges {
 public:
  /// Adds those that have answered something.
  void note(const std::vector<mockserver::ExchangeUse>& uses);

  /// Whether the exchange of that tape and id is among them.
  [[nodiscard]] bool has(const mockserver::ExchangeUse& use) const;

 private:
  std::set<std::pair<std::string, std::string>> used_;  // tape, id
};

/// `before`: what had answered when tapes were replaced.
[[nodiscard]] StrictReport strict_report(const journal::Journal& journal, const mockserver::Responder& responder,
                                         const UsedExchanges& before = {});

/// For people: a line for each request and each exchange. Empty where all is clean.
[[nodiscard]] std::string strict_text(const StrictReport& report);

/// For scripts: one line of JSON with its end.
[[nodiscard]] std::string strict_json(const StrictReport& report);

}  // namespace wiretape::cli
