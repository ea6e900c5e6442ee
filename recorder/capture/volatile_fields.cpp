#include "wiretape/recorder/capture/volatile_fields.h"

#include <algorithm>

namespace wiretape::recorder::capture {
namespace {

bool names(std::string_view field, std::span<const std::string> path) {
  for (const auto& name : path) {
    const auto word = field.substr(0, field.find('.'));
    if (word != "*" && word != name) return false;
    if (word.size() == field.size()) return true;
    field.remove_prefix(word.size() + 1);
  }
  return false;
}

}  // namespace

bool is_volatile(std::span<const std::string> path, const std::vector<std::string>& fields) {
  return std::ranges::any_of(fields, [&](const std::string& field) { return names(field, path); });
}

}  // namespace wiretape::recorder::capture
