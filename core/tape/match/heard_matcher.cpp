#include "wiretape/core/tape/match/heard_matcher.h"

#include <nlohmann/json.hpp>

#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/text/json/json_index.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::tape {

HeardMatcher::HeardMatcher(const HeardRule& rule) {
  if (rule.json) json_ = std::make_shared<const nlohmann::json>(nlohmann::json::parse(*rule.json, nullptr, false));
  if (rule.text) text_.emplace(*rule.text);
}

bool HeardMatcher::met_by(std::string_view message) const {
  if (text_) return text_->met_by(message);
  if (json_ == nullptr) return true;
  text::JsonIndex index;
  return index.read(message) && json_contains(index.root(), *json_);
}

std::string HeardMatcher::expected() const {
  if (text_) return text_->expected();
  return json_ == nullptr ? "any message" : text::write_json(*json_);
}

}  // namespace wiretape::tape
