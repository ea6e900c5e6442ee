#include "cli/log/log_summary.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/redact/query.h"
#include "wiretape/mockserver/control/received_requests.h"

#include "cli/print/json_line.h"

namespace wiretape::cli {
namespace {

using mockserver::ExchangeUse;
using nlohmann::ordered_json;

constexpr std::size_t most_named = 10;    // of each kind
constexpr std::size_t most_faults = 100;  // a URL may name any

std::string counted(std::uint64_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string miss_of(const journal::Entry& entry) {
  const auto& head = entry.request.head;
  return fmt::format("#{} {} {}{}{}", entry.number, head.method, redact::redacted_target(head.target),
                     entry.reason.empty() ? "" : ": ", entry.reason);
}

void add_more(std::string& text, std::uint64_t all) {
  if (all > most_named) text += fmt::format("  and {} more\n", all - most_named);
}

}  // namespace

void LogSummary::add(const journal::Entry& entry) {
  ++requests_;
  if (entry.is_unmatched) {
    ++unmatched_;
    if (misses_.size() < most_named) misses_.push_back(miss_of(entry));
  } else if (entry.exchange.empty()) {
    ++own_;
  }
  for (const auto& fault : entry.faults) {
    if (faults_.size() < most_faults || faults_.contains(fault)) ++faults_[fault];
  }
}

std::string LogSummary::text(std::uint64_t answered, const std::vector<ExchangeUse>& unused) const {
  auto text = fmt::format("wiretape: {}: {} matched, {} unmatched", counted(requests_, "request"),
                          requests_ - unmatched_ - own_, unmatched_);
  if (own_ > 0) text += fmt::format(", {} answered by wiretape itself", own_);
  text += '\n';
  for (const auto& miss : misses_)
    text.append("  ").append(miss).append("\n");
  add_more(text, unmatched_);
  if (!unused.empty()) text += fmt::format("wiretape: {} answered nothing:\n", counted(unused.size(), "exchange"));
  for (const auto& use : std::span(unused).first(std::min(unused.size(), most_named)))
    text.append("  ").append(mockserver::describe_exchange(use)).append("\n");
  add_more(text, unused.size());
  if (!faults_.empty()) text += "wiretape: faults that fired:\n";
  for (const auto& [fault, count] : faults_)
    text += fmt::format("  {}: {}\n", fault, counted(count, "time"));
  if (left_out(answered) > 0)
    text += fmt::format("wiretape: {} of the log left out\n", counted(left_out(answered), "line"));
  return text;
}

std::string LogSummary::json(std::uint64_t answered, const std::vector<ExchangeUse>& unused) const {
  auto idle = ordered_json::array();
  for (const auto& use : unused) {
    idle.push_back(
        {{"file", use.tape}, {"line", use.position.line}, {"column", use.position.column}, {"exchange", use.exchange}});
  }
  auto faults = ordered_json::object();
  for (const auto& [fault, count] : faults_)
    faults[fault] = count;
  const ordered_json line{{"summary", true},
                          {"requests", requests_},
                          {"matched", requests_ - unmatched_ - own_},
                          {"unmatched", unmatched_},
                          {"nearest_misses", misses_},
                          {"unused", std::move(idle)},
                          {"faults", std::move(faults)},
                          {"left_out", left_out(answered)}};
  return json_line(line);
}

std::uint64_t LogSummary::left_out(std::uint64_t answered) const {
  return left_out_ + (answered - std::min(answered, requests_));
}

}  // namespace wiretape::cli
