#include "wiretape/core/tape/match/list_pattern.h"

#include <string>

#include <nlohmann/json.hpp>

namespace wiretape::tape {
namespace {

bool is_open_end(const nlohmann::json& element) {
  return element.is_string() && element.get_ref<const std::string&>() == open_end;
}

}  // namespace

ListPattern::ListPattern(const nlohmann::json& pattern) : pattern_(&pattern), size_(pattern.size()) {
  if (size_ < 2) return;
  skipped_ = is_open_end(pattern.front()) ? 1 : 0;
  is_open_ = skipped_ > 0 || is_open_end(pattern.back());
  if (is_open_) --size_;
}

const nlohmann::json& ListPattern::operator[](std::size_t index) const {
  return (*pattern_)[skipped_ + index];
}

const nlohmann::json* any_element(const nlohmann::json& pattern) {
  if (!pattern.is_object() || pattern.size() != 1) return nullptr;
  const auto element = pattern.find("contains");
  return element == pattern.end() ? nullptr : &*element;
}

}  // namespace wiretape::tape
