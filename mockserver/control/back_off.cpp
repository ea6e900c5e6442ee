#include "wiretape/mockserver/control/back_off.h"

#include <algorithm>

#include <fmt/format.h>

namespace wiretape::mockserver {
namespace {

using std::chrono::microseconds;

constexpr microseconds timer_slack = std::chrono::milliseconds(1);

std::string milliseconds_text(microseconds time) {
  return fmt::format("{:.1f} ms", static_cast<double>(time.count()) / 1000);
}

std::string times(std::size_t count) {
  return fmt::format("{} time{}", count, count == 1 ? "" : "s");
}

/// Whether it is known to have waited for so long.
bool has_waited(const journal::Retry& retry, microseconds least) {
  return least.count() <= 0 || (retry.wait && *retry.wait + timer_slack >= least);
}

std::optional<std::string> mistake_of(const journal::RetriedEntry& entry, const BackOff& expected) {
  const auto& retry = entry.retry;
  if (!has_waited(retry, expected.min_wait)) {
    return fmt::format("{}; expected at least {}", describe_retry(entry), milliseconds_text(expected.min_wait));
  }
  if (!expected.heeds_retry_after) return std::nullopt;
  const bool is_known = retry.previous != 0;
  if (is_known && has_waited(retry, retry.asked.value_or(std::chrono::milliseconds(0)))) return std::nullopt;
  return fmt::format("{}; expected as long as that asked for", describe_retry(entry));
}

bool asks(const journal::RetriedEntry& entry) {
  return entry.retry.asked.has_value();
}

}  // namespace

std::optional<std::string> back_off_mistake(std::span<const journal::RetriedEntry> retries, const BackOff& expected) {
  if (expected.retries && retries.size() != *expected.retries) {
    return fmt::format("requests were made again {}; expected {}", times(retries.size()), times(*expected.retries));
  }
  if (!expected.retries && retries.empty()) return "no request was made again; expected one at least";
  for (const auto& entry : retries) {
    if (auto mistake = mistake_of(entry, expected)) return mistake;
  }
  if (expected.heeds_retry_after && std::ranges::none_of(retries, asks)) {
    return "no answer before asked to wait; expected a Retry-After";
  }
  return std::nullopt;
}

std::string describe_retry(const journal::RetriedEntry& entry) {
  const auto& retry = entry.retry;
  auto text = fmt::format("#{} is try {} of its request", entry.number, retry.count + 1);
  if (retry.previous == 0) return text + ", and the journal holds none before";
  if (!retry.wait) return text + fmt::format(", before the answer to #{} had begun", retry.previous);
  text += fmt::format(", {} after the answer to #{}", milliseconds_text(*retry.wait), retry.previous);
  if (retry.asked) text += fmt::format(", which asked to wait for {} ms", retry.asked->count());
  return text;
}

}  // namespace wiretape::mockserver
