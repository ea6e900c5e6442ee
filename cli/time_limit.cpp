#include "cli/time_limit.h"

#include <variant>

#include <CLI/CLI.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include "wiretape/core/text/duration.h"

namespace wiretape::cli {
namespace {

using std::chrono::milliseconds;

milliseconds to_limit(const std::string& text) {
  const auto parsed = text::parse_duration(text);
  const auto* duration = std::get_if<std::chrono::microseconds>(&parsed);
  if (duration == nullptr) {
    throw CLI::ValidationError(fmt::format("'{}': expected {}; 0 is no limit", text, text::duration_forms));
  }
  return std::chrono::ceil<milliseconds>(*duration);
}

}  // namespace

void add_time_limit(CLI::App& command, const char* name, milliseconds& limit, const std::string& what) {
  const auto help = limit.count() == 0 ? fmt::format("{} (no limit unless given)", what)
                                       : fmt::format("{} ({} unless given)", what,
                                                     std::chrono::duration_cast<std::chrono::seconds>(limit));
  command
      .add_option_function<std::string>(
          name, [&limit](const std::string& text) { limit = to_limit(text); }, help)
      ->type_name("DURATION")
      ->group("Limits on time, e.g. 500ms, 20s, 2m; 0 is no limit");
}

}  // namespace wiretape::cli
