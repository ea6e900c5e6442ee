#include "wiretape/core/provider/generate/member_names.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace wiretape::provider {
namespace {

constexpr std::uint64_t most_names = 1000;

std::set<std::string, std::less<>> required_names(const SchemaShape& shape) {
  std::set<std::string, std::less<>> names;
  for (const SchemaJson* required : shape.all("required")) {
    if (!required->is_array()) continue;
    for (const SchemaJson& name : *required) {
      if (name.is_string() && names.size() < most_names) names.insert(name.get<std::string>());
    }
  }
  return names;
}

/// How many entries an object has that is a map: its schema names no member, but says what they are.
std::uint64_t entries_of_map(const SchemaShape& shape, const Draw& draw) {
  const SchemaJson* entry = shape.first("additionalProperties");
  const bool is_map = entry != nullptr && entry->is_object() && shape.first("properties") == nullptr;
  return is_map ? 1 + draw.at("entries").below(2) : 0;
}

/// Chooses the names of an object's members.
class Names {
 public:
  Names(const SchemaShape& shape, const MemberSchemas& members, const Draw& draw, bool is_deep, StepBudget& budget)
      : shape_(&shape),
        members_(&members),
        budget_(&budget),
        draw_(draw),
        is_deep_(is_deep),
        required_(required_names(shape)) {
    const auto most = std::min(shape.smallest_count("maxProperties", most_names), most_names);
    optional_left_ = most - std::min<std::uint64_t>(most, required_.size());
  }

  std::vector<std::string> choose() {
    for (const std::string_view name : members_->names()) {
      if (!budget_->take(members_->steps())) break;
      take_known(name);
    }
    chosen_.insert(chosen_.end(), required_.begin(), required_.end());
    const auto least = std::min(shape_->largest_count("minProperties", 0), most_names);
    for (const std::string_view name : spare_) {
      if (chosen_.size() < least) chosen_.emplace_back(name);
    }
    const auto entries = is_deep_ ? 0 : std::min(entries_of_map(*shape_, draw_), optional_left_);
    make_up(std::max<std::uint64_t>(least, chosen_.size() + entries));
    return std::move(chosen_);
  }

 private:
  void take_known(std::string_view name) {
    if (const auto required = required_.find(name); required != required_.end()) {
      required_.erase(required);
      chosen_.emplace_back(name);
    } else if (wants(name)) {
      --optional_left_;
      chosen_.emplace_back(name);
    } else if (!allow_nothing(members_->of(name))) {
      spare_.push_back(name);
    }
  }

  [[nodiscard]] bool wants(std::string_view name) const {
    return !is_deep_ && optional_left_ > 0 && draw_.at(name).at("there").below(4) > 0 &&
           !allow_nothing(members_->of(name));
  }

  void make_up(std::uint64_t count) {
    if (chosen_.size() >= count) return;
    const std::set<std::string> taken(chosen_.begin(), chosen_.end());
    for (std::uint64_t number = 1; chosen_.size() < count && number <= most_names; ++number) {
      auto name = fmt::format("key_{}", number);
      if (!budget_->take(members_->steps()) || allow_nothing(members_->of(name))) return;
      if (!taken.contains(name)) chosen_.push_back(std::move(name));
    }
  }

  const SchemaShape* shape_;
  const MemberSchemas* members_;
  StepBudget* budget_;
  Draw draw_;
  bool is_deep_;
  std::set<std::string, std::less<>> required_;  // of which it is not known yet what they are
  std::uint64_t optional_left_ = 0;
  std::vector<std::string> chosen_;
  std::vector<std::string_view> spare_;  // allowed, but not chosen
};

}  // namespace

std::vector<std::string> names_of_members(const SchemaShape& shape, const MemberSchemas& members, const Draw& draw,
                                          bool is_deep, StepBudget& budget) {
  return Names(shape, members, draw, is_deep, budget).choose();
}

}  // namespace wiretape::provider
