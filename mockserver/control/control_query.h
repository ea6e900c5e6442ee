#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/journal/journal.h"
#include "wiretape/mockserver/control/back_off.h"

namespace wiretape::mockserver {

inline constexpr std::size_t most_entries = 1000;  ///< in one answer
inline constexpr std::size_t most_entry_bytes = std::size_t{16}
                                                << 20;  ///< of JSON in one answer, unless it is one entry
inline constexpr std::chrono::microseconds longest_wait = std::chrono::seconds(60);

/// What a request to the control plane asks for by its query.
struct ControlQuery {
  journal::Filter filter;  ///< of `path`, `exchange` and `after`
  std::size_t limit = 100;
  std::optional<std::size_t> requests{};
  std::chrono::microseconds timeout = std::chrono::seconds(10);
  bool until_ended = false;
  std::optional<std::size_t> armed_requests{};  ///< of `for_requests`
  std::optional<std::chrono::microseconds> by{};
  std::string name = "tapes";
  std::optional<BackOff> back_off{};  ///< of `retries`, `min_wait` and `retry_after`; absent without any of them
};

/// Why a query can't be taken, and what is allowed.
struct QueryError {
  std::string message;
};

/// Reads a query of which only the parameters `allowed` may be there: path, exchange, after, limit, requests,
/// for_requests, timeout (such as 2s, at most 60s), until (received or ended), by (at most a day), retries, min_wait
/// (at most a day), retry_after (heeded) and name (not empty). Each may be there once.
[[nodiscard]] std::variant<ControlQuery, QueryError> read_control_query(std::string_view query,
                                                                        std::span<const std::string_view> allowed);

}  // namespace wiretape::mockserver
