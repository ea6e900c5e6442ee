#include "wiretape/mockserver/host/strict_report.h"

#include "wiretape/mockserver/control/received_requests.h"

namespace wiretape::mockserver {

void UsedExchanges::note(const std::vector<ExchangeUse>& uses) {
  for (const auto& use : uses) {
    if (use.count > 0 && !use.session) used_.emplace(use.tape, use.exchange);
  }
}

bool UsedExchanges::has(const ExchangeUse& use) const {
  return !use.session && used_.contains({use.tape, use.exchange});
}

std::vector<journal::Entry> unmatched_requests(const journal::Journal& journal) {
  auto requests = journal.entries({.exchange = ""});
  std::erase_if(requests, [](const journal::Entry& entry) { return !entry.is_unmatched; });
  return requests;
}

StrictReport strict_report(const journal::Journal& journal, const Responder& responder, const UsedExchanges& before) {
  auto unused = unused_exchanges(responder.uses());
  std::erase_if(unused, [&](const ExchangeUse& use) { return before.has(use); });
  return {journal.totals().unmatched, unmatched_requests(journal), std::move(unused)};
}

}  // namespace wiretape::mockserver
