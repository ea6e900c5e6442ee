#include "cli/record/secrets_option.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/redact/known_secrets.h"
#include "wiretape/core/redact/rules/load_rules.h"
#include "wiretape/core/text/text_file.h"

namespace wiretape::cli {
namespace {

using redact::Rules;
using text::Diagnostics;

std::vector<std::pair<std::string, std::string>> environment_variables() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable(*each);
    const auto equals = variable.find('=');
    if (equals != variable.npos) variables.emplace_back(variable.substr(0, equals), variable.substr(equals + 1));
  }
  return variables;
}

std::variant<Rules, Diagnostics> read_rules(const std::string& file) {
  auto text = text::read_text_file(file, redact::rules_limits.bytes);
  if (const auto* error = std::get_if<text::SystemError>(&text)) {
    return Diagnostics{{file, {}, "a rules file that can't be read: " + error->cause, "one that can", ""}};
  }
  return redact::parse_rules(std::get<std::string>(text), file, redact::default_rules());
}

}  // namespace

std::variant<std::optional<Rules>, Diagnostics> read_secrets(const RecordArguments& arguments) {
  if (arguments.keeps_secrets) return std::nullopt;
  std::variant<Rules, Diagnostics> read = redact::default_rules();
  if (!arguments.rules_file.empty()) read = read_rules(arguments.rules_file);
  if (auto* mistakes = std::get_if<Diagnostics>(&read)) return std::move(*mistakes);
  auto& rules = std::get<Rules>(read);
  redact::add_environment(rules, environment_variables());
  return std::move(rules);
}

std::optional<std::string> no_redact_error(const recorder::relay::Upstreams& upstreams,
                                           const std::optional<net::ProxyTerms>& proxy) {
  std::vector<std::string> hosts;
  for (const auto& upstream : upstreams.all())
    hosts.push_back(upstream.url.host);
  for (std::size_t i = 0; proxy && i < proxy->hosts.size(); ++i) {
    const auto& intercept = proxy->hosts[i].intercept;
    hosts.push_back(intercept.instead ? intercept.instead->host : intercept.host);
  }
  const auto elsewhere = std::ranges::find_if_not(hosts, recorder::relay::is_this_machine);
  if (elsewhere == hosts.end()) return std::nullopt;
  return fmt::format("--no-redact keeps keys, so every upstream must be on this machine; {} is not", *elsewhere);
}

}  // namespace wiretape::cli
