#include "wiretape/mockserver/control/control_query.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "wiretape/core/tape/match/query_parameters.h"
#include "wiretape/core/text/duration.h"
#include "wiretape/mockserver/answer/asked/target_path.h"

namespace wiretape::mockserver {
namespace {

using Failure = std::optional<QueryError>;

QueryError unfit(std::string_view name, std::string_view value, std::string_view expected) {
  return {fmt::format("{}={}: expected {}", name, value, expected)};
}

constexpr std::size_t most_armed_requests = 1'000'000'000;

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  return parsed.ec == std::errc{} && parsed.ptr == end;
}

Failure read_count(std::string_view name, std::string_view value, std::size_t most, std::size_t& count) {
  if (read_number(value, count) && count >= 1 && count <= most) return std::nullopt;
  return unfit(name, value, fmt::format("a whole number from 1 to {}", most));
}

Failure read_duration(std::string_view name, std::string_view value, std::chrono::microseconds& read,
                      std::chrono::microseconds longest = text::longest_duration,
                      std::string_view expected = "a duration of at most a day, such as 500ms or 60s") {
  const auto parsed = text::parse_duration(value);
  const auto* duration = std::get_if<std::chrono::microseconds>(&parsed);
  if (duration == nullptr || *duration > longest) return unfit(name, value, expected);
  read = *duration;
  return std::nullopt;
}

Failure read_timeout(std::string_view value, std::chrono::microseconds& timeout) {
  return read_duration("timeout", value, timeout, longest_wait, "a duration of at most 60s, such as 500ms or 2s");
}

/// What is expected of retries; nullopt where the parameter says nothing of it.
std::optional<Failure> read_back_off(std::string_view name, std::string_view value, std::optional<BackOff>& expected) {
  if (name != "retries" && name != "min_wait" && name != "retry_after") return std::nullopt;
  if (!expected) expected.emplace();
  if (name == "min_wait") return read_duration(name, value, expected->min_wait);
  if (name == "retry_after") {
    expected->heeds_retry_after = value == "heeded";
    return expected->heeds_retry_after ? Failure() : unfit(name, value, "heeded");
  }
  const bool is_count = read_number(value, expected->retries.emplace()) && *expected->retries <= most_entries;
  return is_count ? Failure() : unfit(name, value, fmt::format("a whole number from 0 to {}", most_entries));
}

Failure read_parameter(std::string_view name, const std::string& value, ControlQuery& query) {
  if (name == "limit") return read_count(name, value, most_entries, query.limit);
  if (name == "requests") return read_count(name, value, most_entries, query.requests.emplace());
  if (name == "for_requests") return read_count(name, value, most_armed_requests, query.armed_requests.emplace());
  if (name == "timeout") return read_timeout(value, query.timeout);
  if (name == "by") return read_duration(name, value, query.by.emplace());
  if (auto read = read_back_off(name, value, query.back_off)) return *std::move(read);
  if (name == "name") {
    constexpr std::size_t longest = 256;
    if (value.empty() || value.size() > longest)
      return unfit(name, value.substr(0, longest), "what the tapes are to be called, such as my_test.yaml");
    query.name = value;
  } else if (name == "path") {
    query.filter.is_target = has_path(value);
  } else if (name == "exchange") {
    query.filter.exchange = value;
  } else if (name == "until") {
    if (value != "received" && value != "ended") return unfit(name, value, "received or ended");
    query.until_ended = value == "ended";
  } else if (!read_number(value, query.filter.after)) {
    return unfit(name, value, "the number of an entry");
  }
  return std::nullopt;
}

std::string allowed_text(std::span<const std::string_view> allowed) {
  return allowed.empty() ? "none are allowed here" : fmt::format("allowed: {}", fmt::join(allowed, ", "));
}

}  // namespace

std::variant<ControlQuery, QueryError> read_control_query(std::string_view query,
                                                          std::span<const std::string_view> allowed) {
  ControlQuery read;
  std::set<std::string> seen;
  for (const auto& [name, value] : tape::query_parameters(query)) {
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) {
      return QueryError{fmt::format("unknown query parameter '{}'; {}", name, allowed_text(allowed))};
    }
    if (!seen.insert(name).second) return QueryError{fmt::format("query parameter '{}' is there twice", name)};
    if (auto failure = read_parameter(name, value, read)) return *std::move(failure);
  }
  return read;
}

}  // namespace wiretape::mockserver
