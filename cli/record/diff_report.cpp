#include "cli/record/diff_report.h"

#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "cli/print/json_line.h"
#include "cli/print/standard_error.h"

namespace wiretape::cli {
namespace {

using nlohmann::ordered_json;
using recorder::diff::Difference;
using recorder::replay::ComparedExchange;
using recorder::replay::DiffCounts;
using recorder::replay::UncomparedExchange;

constexpr std::size_t most_listed = 1000;

ordered_json difference_json(const ComparedExchange& exchange, const Difference& difference) {
  return {{"severity", to_string(difference.severity)},
          {"exchange", exchange.exchange},
          {"method", exchange.method},
          {"path", exchange.path},
          {"place", difference.place},
          {"what", difference.what}};
}

std::string difference_line(const ComparedExchange& exchange, const Difference& difference, LogForm form) {
  if (form == LogForm::json) return json_line(difference_json(exchange, difference));
  return fmt::format("wiretape: {}: {} {} ({}): {} {}\n", to_string(difference.severity), exchange.method,
                     exchange.path, exchange.exchange, difference.place, difference.what);
}

}  // namespace

void DiffReport::note(const ComparedExchange& exchange) {
  for (const auto& difference : exchange.differences) {
    if (form_) tell("{}", difference_line(exchange, difference, *form_));
    if (differences_.size() < most_listed) differences_.push_back(difference_json(exchange, difference));
  }
}

void DiffReport::note(const UncomparedExchange& exchange) const {
  if (!form_) return;
  if (*form_ == LogForm::json)
    return tell("{}", json_line(ordered_json{
                          {"uncompared", exchange.path}, {"method", exchange.method}, {"why", exchange.why}}));
  tell("wiretape: nothing to compare {} {} with{}{}\n", exchange.method, exchange.path,
       exchange.why.empty() ? "" : ": ", exchange.why);
}

std::string DiffReport::text(const DiffCounts& counts) {
  const auto without = counts.uncompared == 0 ? "" : fmt::format(", {} without a tape", counts.uncompared);
  return fmt::format("wiretape: {} exchange{} compared{}; differences: {} breaking, {} additive, {} volatile\n",
                     counts.compared, counts.compared == 1 ? "" : "s", without, counts.breaking, counts.additive,
                     counts.variable);
}

std::string DiffReport::json(const DiffCounts& counts) const {
  return json_line(ordered_json{{"compared", counts.compared},
                                {"uncompared", counts.uncompared},
                                {"breaking", counts.breaking},
                                {"additive", counts.additive},
                                {"volatile", counts.variable},
                                {"differences", differences_}});
}

}  // namespace wiretape::cli
