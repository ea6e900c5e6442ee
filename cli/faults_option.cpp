#include "cli/faults_option.h"

#include <filesystem>
#include <system_error>

#include "wiretape/core/compile/load_tape.h"
#include "wiretape/core/fault/plan/check_plan.h"
#include "wiretape/core/tape/fault_plan.h"

namespace wiretape::cli {
namespace {

bool is_file(const std::string& value) {
  std::error_code ignored;  // what can't be looked at is no file
  return std::filesystem::exists(value, ignored);
}

}  // namespace

std::string faults_option_name(const std::string& value) {
  return is_file(value) ? value : "--faults";
}

std::variant<std::vector<fault::Fault>, text::Diagnostics> read_faults_option(const std::string& value, bool has_seed) {
  if (is_file(value)) return compile::load_faults(value, has_seed);
  const auto plan = tape::parse_fault_plan(value);
  if (const auto* error = std::get_if<text::InputError>(&plan)) {
    auto mistake = diagnose("--faults", *error);
    mistake.hint = "or name a file that exists";
    return text::Diagnostics{std::move(mistake)};
  }
  return fault::check_plan(std::get<tape::FaultPlan>(plan),
                           {.name = "--faults", .has_seed = has_seed, .for_listener = true});
}

}  // namespace wiretape::cli
