#include "cli/log/request_line.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/redact/query.h"
#include "wiretape/core/text/instant.h"
#include "wiretape/core/text/utf8.h"

#include "cli/log/model_of.h"
#include "cli/print/colours.h"
#include "cli/print/json_line.h"
#include "cli/print/printable.h"

namespace wiretape::cli {
namespace {

using nlohmann::ordered_json;

// Of one text in a line: a line of a log is to be read at a glance, and to fit into what a pipe takes at once.
constexpr std::size_t longest_text = 500;

constexpr std::size_t usual_size = 200;  // of a line for people

/// The text as far as it goes into a line.
std::string_view beginning(std::string_view text) {
  auto end = std::min(text.size(), longest_text);
  while (end > 0 && end < text.size() && text::continues_character(text[end]))
    --end;
  return text.substr(0, end);
}

/// What a client or a tape wrote, for one place in a line.
std::string shown_in_line(std::string_view text) {
  auto shown = printable(beginning(text));
  std::ranges::replace_if(
      shown, [](char byte) { return byte == '\n' || byte == '\t'; }, ' ');
  return text.size() > longest_text ? shown + "…" : shown;
}

std::string target_of(const journal::Entry& entry) {
  return shown_in_line(redact::redacted_target(entry.request.head.target));
}

/// "12:34:56.". The last one is kept, for it takes longer than the rest of a line.
const std::string& local_second(std::chrono::sys_seconds second) {
  thread_local std::pair<std::chrono::sys_seconds, std::string> last;
  if (!last.second.empty() && last.first == second) return last.second;
  const auto since_1970 = std::chrono::system_clock::to_time_t(second);
  std::tm local{};
  ::localtime_r(&since_1970, &local);
  last = {second, fmt::format("{:02}:{:02}:{:02}.", local.tm_hour, local.tm_min, local.tm_sec)};
  return last.second;
}

/// A number below a thousand, in three digits.
std::string three_digits(std::int64_t number) {
  auto digits = std::to_string(1000 + number);
  digits.erase(0, 1);
  return digits;
}

std::string local_time(std::chrono::system_clock::time_point instant) {
  const auto second = std::chrono::floor<std::chrono::seconds>(instant);
  return local_second(second) + three_digits(std::chrono::floor<std::chrono::milliseconds>(instant - second).count());
}

/// "1.2" milliseconds.
std::string tenths_of(const journal::Entry& entry) {
  const auto tenths = (entry.took.value_or(std::chrono::microseconds(0)).count() + 50) / 100;
  return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

double milliseconds_of(const journal::Entry& entry) {
  return static_cast<double>(entry.took.value_or(std::chrono::microseconds(0)).count()) / 1000;
}

/// "exchange 'hello'", or why there is none.
std::string answered_by(const journal::Entry& entry) {
  if (entry.is_unmatched) return entry.reason.empty() ? "unmatched" : "unmatched: " + shown_in_line(entry.reason);
  if (!entry.reason.empty()) return shown_in_line(entry.reason);
  if (entry.exchange.empty()) return "answered by wiretape itself";
  const auto exchange = "exchange '" + shown_in_line(entry.exchange) + "'";
  return entry.is_limited ? exchange + " over its limits" : exchange;
}

std::string_view colour_of(const journal::Entry& entry) {
  if (entry.is_unmatched || entry.status >= 500 || entry.status == 0) return colour::red;
  return entry.status >= 400 || !entry.faults.empty() ? colour::yellow : colour::green;
}

/// What differs from an answer that was whole and the first: ", broken by fin, reset, try 2".
std::string oddities(const journal::Entry& entry) {
  std::string text;
  if (!entry.faults.empty()) {
    text += fmt::format(", broken by {}", shown_in_line(fmt::format("{}", fmt::join(entry.faults, ", "))));
  }
  if (entry.end && entry.end->ending != wire::Ending::complete) text.append(", ").append(to_string(entry.end->ending));
  if (entry.retry) text.append(", try ").append(std::to_string(entry.retry->count + 1));
  return text;
}

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json(nullptr) : ordered_json(shown_in_line(text));
}

}  // namespace

std::string request_text(const journal::Entry& entry, bool has_colours) {
  const auto dim = has_colours ? colour::dim : std::string_view();
  const auto bright = has_colours ? colour_of(entry) : std::string_view();
  const auto plain = has_colours ? colour::plain : std::string_view();
  // Joined by hand: a line is written for each request, and formatting takes longer than all else of it.
  std::string line;
  line.reserve(usual_size);
  const auto add = [&line](const auto&... texts) { (line.append(texts), ...); };
  add(dim, local_time(entry.clock), plain, " ", shown_in_line(entry.request.head.method), " ", target_of(entry));
  if (const auto model = model_of(entry.request); !model.empty()) add(" ", shown_in_line(model));
  add(": ", bright, entry.status == 0 ? "no status" : std::to_string(entry.status), plain, " ", answered_by(entry),
      oddities(entry));
  add(", ", std::to_string(entry.written()), " bytes, ", tenths_of(entry), " ms\n");
  return line;
}

std::string request_json(const journal::Entry& entry) {
  ordered_json line{{"request", entry.number},
                    {"time", text::instant_text(entry.clock)},
                    {"session", shown_in_line(entry.session)},
                    {"method", shown_in_line(entry.request.head.method)},
                    {"target", target_of(entry)},
                    {"model", text_or_null(model_of(entry.request))},
                    {"exchange", text_or_null(entry.exchange)},
                    {"unmatched", entry.is_unmatched},
                    {"reason", text_or_null(entry.reason)},
                    {"faults", entry.faults},
                    {"status", entry.status == 0 ? ordered_json(nullptr) : ordered_json(entry.status)},
                    {"bytes", entry.written()},
                    {"ms", milliseconds_of(entry)},
                    {"ending", entry.end ? ordered_json(to_string(entry.end->ending)) : ordered_json(nullptr)},
                    {"try", entry.retry ? entry.retry->count + 1 : 1}};
  return json_line(line);
}

}  // namespace wiretape::cli
