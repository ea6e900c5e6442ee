#include "cli/whole_number.h"

#include <charconv>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace wiretape::cli {
namespace {

std::string range_text(std::uint64_t least, std::uint64_t most) {
  return most == std::numeric_limits<std::uint64_t>::max() ? fmt::format("{} or more", least)
                                                           : fmt::format("{} to {}", least, most);
}

}  // namespace

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most, std::string in_help) {
  const auto check = [least, most](const std::string& text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    if (is_number && value >= least && value <= most) return std::string();
    return fmt::format("'{}': expected a whole number, {}", text, range_text(least, most));
  };
  return CLI::Validator(check, std::move(in_help));
}

CLI::Validator port_number() {
  return whole_number(0, std::numeric_limits<std::uint16_t>::max());
}

}  // namespace wiretape::cli
