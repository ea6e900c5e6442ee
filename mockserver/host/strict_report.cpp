#include "wiretape/mockserver/host/strict_report.h"

#include <utility>

#include "wiretape/mockserver/control/received_requests.h"

namespace wiretape::mockserver {

void UsedBefore::note(const std::vector<ExchangeUse>& uses) {
  for (const auto& use : uses) {
    if (use.count > 0 && !use.session) exchanges_.emplace(use.tape, use.exchange);
  }
}

void UsedBefore::note(const std::vector<FaultUse>& uses) {
  for (const auto& use : uses) {
    if (use.has_hit && !use.exchange.empty() && !use.session) hits_.emplace(use.plan, use.exchange, use.fault);
  }
}

bool UsedBefore::has(const ExchangeUse& use) const {
  return !use.session && exchanges_.contains({use.tape, use.exchange});
}

bool UsedBefore::has(const FaultUse& use) const {
  return !use.session && hits_.contains({use.plan, use.exchange, use.fault});
}

std::vector<journal::Entry> unmatched_requests(const journal::Journal& journal) {
  auto requests = journal.entries({.exchange = ""});
  std::erase_if(requests, [](const journal::Entry& entry) { return !entry.is_unmatched; });
  return requests;
}

StrictReport strict_report(const journal::Journal& journal, const Responder& responder, const UsedBefore& before,
                           const std::vector<FaultUse>& of_listener) {
  auto unused = unused_exchanges(responder.uses());
  std::erase_if(unused, [&](const ExchangeUse& use) { return before.has(use); });
  auto faults = responder.fault_uses();
  faults.insert(faults.end(), of_listener.begin(), of_listener.end());
  auto unhit = unhit_faults(std::move(faults));
  std::erase_if(unhit, [&](const FaultUse& use) { return before.has(use); });
  return {journal.totals().unmatched, unmatched_requests(journal), std::move(unused), std::move(unhit)};
}

}  // namespace wiretape::mockserver
