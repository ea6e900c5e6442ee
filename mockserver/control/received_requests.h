#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "wiretape/core/journal/journal.h"
#include "wiretape/core/tape/tape.h"
#include "wiretape/mockserver/answer/exchange_use.h"
#include "wiretape/mockserver/answer/session/fault_use.h"

namespace wiretape::mockserver {

/// How many of some entries are what a rule asks for.
struct RuleCount {
  std::size_t count = 0;
  std::string nearest_miss;  ///< where none is: the entry that comes closest, and each clause that it fails
};

/// Holds each entry's request against a rule.
[[nodiscard]] RuleCount count_requests(const std::vector<journal::Entry>& entries, const tape::RequestRule& rule);

/// Whether a request is what a rule asks for. May be kept and copied.
[[nodiscard]] std::function<bool(const wire::HttpRequest&)> meets(const tape::RequestRule& rule);

/// A rule in one line, e.g. `a request with path /v1/chat/completions, json {"model":"gpt-4o"}`, or `any request`.
[[nodiscard]] std::string describe_rule(const tape::RequestRule& rule);

/// `#3 POST /v1/chat/completions in session 'a': exchange 'hello', complete`, without a line end. What must not be
/// shown of the target is redacted.
[[nodiscard]] std::string describe_entry(const journal::Entry& entry);

/// One line for each of the newest entries, at most `most`, each after a line end and two blanks.
[[nodiscard]] std::string list_entries(const std::vector<journal::Entry>& entries, std::size_t most = 20);

/// `hello.yaml:3:5: exchange 'hello'`.
[[nodiscard]] std::string describe_exchange(const ExchangeUse& use);

/// `hello.yaml:9:14: fault 'reset:event=4' of exchange 'hello'`; of other plans without the exchange.
[[nodiscard]] std::string describe_fault(const FaultUse& use);

/// The faults that have hit nothing.
[[nodiscard]] std::vector<FaultUse> unhit_faults(std::vector<FaultUse> uses);

/// The exchanges that have answered nothing.
[[nodiscard]] std::vector<ExchangeUse> unused_exchanges(const std::vector<ExchangeUse>& uses);

}  // namespace wiretape::mockserver
