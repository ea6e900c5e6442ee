#include "cli/serve/strict_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/redact/query.h"
#include "wiretape/mockserver/control/fault_use_json.h"
#include "wiretape/mockserver/control/received_requests.h"

#include "cli/print/json_line.h"

namespace wiretape::cli {

using nlohmann::ordered_json;

std::string strict_text(const mockserver::StrictReport& report) {
  std::string text;
  if (report.unmatched > 0) {
    text += fmt::format("wiretape: strict: {} request{} matched no exchange:", report.unmatched,
                        report.unmatched == 1 ? "" : "s");
    text += mockserver::list_entries(report.requests, report.requests.size());
    const auto gone = report.unmatched - report.requests.size();
    if (gone > 0) text += fmt::format("\n  ({} that the journal no longer holds)", gone);
    text += '\n';
  }
  if (!report.unused.empty()) {
    text += fmt::format("wiretape: strict: {} exchange{} answered no request:\n", report.unused.size(),
                        report.unused.size() == 1 ? "" : "s");
    for (const auto& use : report.unused)
      text.append("  ").append(mockserver::describe_exchange(use)).append("\n");
  }
  if (!report.unhit.empty()) {
    text += fmt::format("wiretape: strict: {} fault{} hit nothing:\n", report.unhit.size(),
                        report.unhit.size() == 1 ? "" : "s");
    for (const auto& use : report.unhit)
      text.append("  ").append(mockserver::describe_fault(use)).append("\n");
  }
  return text;
}

std::string strict_json(const mockserver::StrictReport& report) {
  auto requests = ordered_json::array();
  for (const auto& entry : report.requests) {
    requests.push_back({{"number", entry.number},
                        {"session", entry.session},
                        {"method", entry.request.head.method},
                        {"target", redact::redacted_target(entry.request.head.target)}});
  }
  auto unused = ordered_json::array();
  for (const auto& use : report.unused) {
    unused.push_back(
        {{"file", use.tape}, {"line", use.position.line}, {"column", use.position.column}, {"exchange", use.exchange}});
    if (use.session) unused.back()["session"] = *use.session;
  }
  auto unhit = ordered_json::array();
  for (const auto& use : report.unhit)
    unhit.push_back(mockserver::fault_use_json(use));
  const ordered_json line{{"strict", report.is_clean()},
                          {"unmatched", report.unmatched},
                          {"requests", std::move(requests)},
                          {"unused", std::move(unused)},
                          {"unhit", std::move(unhit)}};
  return json_line(line);
}

}  // namespace wiretape::cli
