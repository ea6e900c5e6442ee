#include "wiretape/core/redact/stream/patterns.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {

Patterns::Patterns(Rules rules) : rules_(std::move(rules)) {
  std::ranges::sort(rules_.members);
  for (const std::string& member : rules_.members)
    begins_member_[static_cast<unsigned char>(member.empty() ? '_' : member.front())] = true;
  begins_member_['_'] = begins_member_['-'] = true;
  number_characters();
  next_.assign(class_count_, start);
  depth_.push_back(0);
  hits_.emplace_back();
  for (const ValueShape& shape : rules_.shapes) {
    for (const std::string& prefix : shape.prefixes)
      add(prefix, &shape);
  }
  for (const KnownSecret& secret : rules_.known)
    add(secret.value, nullptr);
  link();
}

bool Patterns::is_secret_member(std::string_view name) const {
  if (name.empty() || !begins_member_[static_cast<unsigned char>(wire::to_lower(name.front()))]) return false;
  return std::ranges::binary_search(rules_.members, folded_name(name));
}

void Patterns::number_characters() {
  const auto number = [this](std::string_view text) {
    for (const char c : text) {
      std::uint16_t& own = class_of_[static_cast<unsigned char>(c)];
      if (own == 0) own = static_cast<std::uint16_t>(class_count_++);
    }
  };
  for (const ValueShape& shape : rules_.shapes)
    std::ranges::for_each(shape.prefixes, number);
  for (const KnownSecret& secret : rules_.known)
    number(secret.value);
}

void Patterns::add(std::string_view text, const ValueShape* shape) {
  if (text.empty()) return;
  State state = start;
  for (const char c : text) {
    const std::size_t edge = state * class_count_ + class_of_[static_cast<unsigned char>(c)];
    if (next_[edge] == start) {
      next_[edge] = static_cast<State>(depth_.size());
      depth_.push_back(depth_[state] + 1);
      hits_.emplace_back();
      next_.resize(next_.size() + class_count_, start);
    }
    state = next_[edge];
  }
  const bool is_number = std::ranges::all_of(text, wire::is_digit);
  hits_[state].push_back({static_cast<std::uint32_t>(text.size()), shape, is_number});
  longest_ = std::max(longest_, static_cast<std::uint32_t>(text.size()));
  prefilter_.add(text);
}

// Where a state has no edge of its own, it takes that of its longest suffix which is a state, too.
void Patterns::link() {
  std::vector<State> suffix(depth_.size(), start);
  std::deque<State> open{start};
  while (!open.empty()) {
    const State state = open.front();
    open.pop_front();
    for (std::uint32_t edge = 0; edge < class_count_; ++edge) {
      State& target = next_[state * class_count_ + edge];
      const State fallback = state == start ? start : next_[suffix[state] * class_count_ + edge];
      if (target == start) {
        target = fallback;
        continue;
      }
      suffix[target] = fallback;
      const auto& shorter = hits_[fallback];
      hits_[target].insert(hits_[target].end(), shorter.begin(), shorter.end());
      open.push_back(target);
    }
  }
}

SharedPatterns make_patterns(Rules rules) {
  return std::make_shared<const Patterns>(std::move(rules));
}

}  // namespace wiretape::redact
