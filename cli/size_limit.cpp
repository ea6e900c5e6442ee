#include "cli/size_limit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::cli {
namespace {

struct Unit {
  std::string_view name;
  unsigned shift;
};

constexpr std::array<Unit, 11> units{{{"", 0},
                                      {"b", 0},
                                      {"k", 10},
                                      {"kb", 10},
                                      {"kib", 10},
                                      {"m", 20},
                                      {"mb", 20},
                                      {"mib", 20},
                                      {"g", 30},
                                      {"gb", 30},
                                      {"gib", 30}}};

std::optional<unsigned> shift_of(std::string_view unit) {
  for (const auto& [name, shift] : units) {
    if (wire::equal_ignoring_case(name, unit)) return shift;
  }
  return std::nullopt;
}

std::size_t to_size(const std::string& text) {
  const auto size = parse_size(text);
  if (size) return *size;
  throw CLI::ValidationError(
      fmt::format("'{}': expected a whole number of bytes from 1 up, or one with a unit as in 512KiB or 16MiB", text));
}

}  // namespace

std::optional<std::size_t> parse_size(std::string_view text) {
  std::size_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [number_end, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number == 0) return std::nullopt;
  const auto rest = text.substr(static_cast<std::size_t>(number_end - text.data()));
  const auto unit = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
  const auto shift = shift_of(unit);
  if (!shift || number > std::numeric_limits<std::size_t>::max() >> *shift) return std::nullopt;
  return number << *shift;
}

void add_size_limit(CLI::App& command, const char* name, std::size_t& limit, const std::string& what) {
  command
      .add_option_function<std::string>(
          name, [&limit](const std::string& text) { limit = to_size(text); },
          fmt::format("{} ({} MiB unless given)", what, limit >> 20))
      ->type_name("SIZE")
      ->group("Limits on sizes, in bytes or with a unit, e.g. 512KiB, 16MiB");
}

}  // namespace wiretape::cli
