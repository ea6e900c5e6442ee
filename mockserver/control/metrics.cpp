#include "wiretape/mockserver/control/metrics.h"

#include <cstdint>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

#include "wiretape/core/text/utf8.h"

// # HELP name text ⏎
// # TYPE name counter|gauge ⏎
// name{label="value"} number ⏎        in a value: \ as \\, " as \", line feed as \n

namespace wiretape::mockserver {
namespace {

std::string escaped_label(std::string_view value) {
  std::string escaped;
  for (const char byte : text::to_valid_utf8(value)) {
    if (byte == '\n') {
      escaped += "\\n";
      continue;
    }
    if (byte == '\\' || byte == '"') escaped += '\\';
    escaped += byte;
  }
  return escaped;
}

void append_heading(std::string& out, std::string_view name, std::string_view type, std::string_view help) {
  fmt::format_to(std::back_inserter(out), "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void append_metric(std::string& out, std::string_view name, std::string_view type, std::string_view help,
                   std::uint64_t value) {
  append_heading(out, name, type, help);
  fmt::format_to(std::back_inserter(out), "{} {}\n", name, value);
}

void append_labelled(std::string& out, std::string_view name, std::string_view label, std::string_view value,
                     std::uint64_t number) {
  fmt::format_to(std::back_inserter(out), "{}{{{}=\"{}\"}} {}\n", name, label, escaped_label(value), number);
}

}  // namespace

std::string metrics_text(const journal::Totals& totals, std::size_t open_connections) {
  std::string out;
  append_heading(out, "wiretape_requests_total", "counter",
                 "Requests by the exchange that answered; an empty exchange: none did.");
  for (const auto& [exchange, count] : totals.by_exchange)
    append_labelled(out, "wiretape_requests_total", "exchange", exchange, count);
  append_heading(out, "wiretape_ended_total", "counter", "Responses by how they ended on the wire.");
  for (const auto& [ending, count] : totals.by_ending)
    append_labelled(out, "wiretape_ended_total", "ending", to_string(ending), count);
  append_heading(out, "wiretape_faulted_connections_total", "counter",
                 "Connections that a fault of the listener hit, by fault; those refused can't be counted.");
  for (const auto& [fault, count] : totals.connections_by_fault)
    append_labelled(out, "wiretape_faulted_connections_total", "fault", fault, count);
  append_metric(out, "wiretape_unmatched_total", "counter", "Requests that no exchange matched.", totals.unmatched);
  append_metric(out, "wiretape_open_connections", "gauge", "Connections that are open.", open_connections);
  append_metric(out, "wiretape_written_bytes_total", "counter", "Response bytes that the kernel took.",
                totals.bytes_written);
  append_metric(out, "wiretape_journal_dropped_total", "counter", "Journal entries that newer ones have pushed out.",
                totals.dropped);
  return out;
}

}  // namespace wiretape::mockserver
