#include "wiretape/mockserver/answer/asked/asked_faults.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::mockserver {
namespace {

constexpr std::string_view header = "x-wiretape-faults";
constexpr std::string_view mistyped_header = "x-wiretape-fault";

/// Appends a plan's faults; what is wrong with it, or nothing.
std::optional<text::Diagnostics> add_checked(const tape::FaultPlan& plan, std::string name, bool has_seed,
                                             std::vector<fault::Fault>& faults) {
  auto checked = fault::check_plan(plan, {.name = std::move(name), .has_seed = has_seed, .for_listener = false});
  if (auto* mistakes = std::get_if<text::Diagnostics>(&checked)) return std::move(*mistakes);
  std::ranges::move(std::get<std::vector<fault::Fault>>(checked), std::back_inserter(faults));
  if (faults.size() > tape::most_faults) {
    return text::Diagnostics{{"the plans of the request",
                              {},
                              fmt::format("{} faults", faults.size()),
                              fmt::format("at most {}", tape::most_faults),
                              ""}};
  }
  return std::nullopt;
}

}  // namespace

std::variant<std::vector<fault::Fault>, text::Diagnostics> asked_faults(const std::optional<tape::FaultPlan>& url_plan,
                                                                        const wire::HttpFieldLines& fields,
                                                                        bool has_seed) {
  std::vector<fault::Fault> faults;
  if (url_plan) {
    if (auto error = add_checked(*url_plan, "the URL's plan", has_seed, faults)) return *std::move(error);
  }
  for (const auto& field : fields) {
    if (wire::equal_ignoring_case(field.name, mistyped_header))
      return text::Diagnostics{{"the request's fields", {}, "'X-Wiretape-Fault'", "'X-Wiretape-Faults'", ""}};
    if (!wire::equal_ignoring_case(field.name, header)) continue;
    const auto plan = tape::parse_fault_plan(field.value);
    if (const auto* error = std::get_if<text::InputError>(&plan)) {
      return text::Diagnostics{diagnose("X-Wiretape-Faults", *error)};
    }
    auto error = add_checked(std::get<tape::FaultPlan>(plan), "X-Wiretape-Faults", has_seed, faults);
    if (error) return *std::move(error);
  }
  return faults;
}

}  // namespace wiretape::mockserver
