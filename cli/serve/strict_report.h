#pragma once

#include <cstdint>
#include <string>
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

[[nodiscard]] StrictReport strict_report(const journal::Journal& journal, const mockserver::Responder& responder);

/// For people: a line for each request and each exchange. Empty where all is clean.
[[nodiscard]] std::string strict_text(const StrictReport& report);

/// For scripts: one line, without its end.
[[nodiscard]] std::string strict_json(const StrictReport& report);

}  // namespace wiretape::cli
