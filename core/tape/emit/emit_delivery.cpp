#include "wiretape/core/tape/emit/emit_delivery.h"

#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/text/duration.h"

namespace wiretape::tape {
namespace {

using std::chrono::microseconds;

yaml::EmitNode number(std::uint64_t value) {
  return yaml::EmitNode::spelled(std::to_string(value));
}

yaml::EmitNode one_member(std::string_view key, yaml::EmitNode value) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  node.add(key, std::move(value));
  return node;
}

struct Fragments {
  yaml::EmitNode operator()(const FragmentEvents&) const { return yaml::EmitNode::spelled("event"); }
  yaml::EmitNode operator()(const FragmentWhole&) const { return yaml::EmitNode::spelled("whole"); }
  yaml::EmitNode operator()(const FragmentLines&) const { return yaml::EmitNode::spelled("line"); }
  yaml::EmitNode operator()(const FragmentUtf8&) const { return yaml::EmitNode::spelled("utf8"); }
  yaml::EmitNode operator()(const FragmentSize& size) const { return one_member("size", number(size.bytes)); }
  yaml::EmitNode operator()(const FragmentAt& at) const {
    std::vector<yaml::EmitNode> offsets;
    for (const std::uint64_t offset : at.offsets)
      offsets.push_back(number(offset));
    return one_member("at", yaml::EmitNode::list(std::move(offsets)));
  }
  yaml::EmitNode operator()(const FragmentRandom& random) const {
    yaml::EmitNode bounds = one_member("least", number(random.least));
    bounds.add("most", number(random.most));
    return one_member("random", std::move(bounds));
  }
};

}  // namespace

yaml::EmitNode emit_delivery(const Delivery& delivery, bool has_arrivals) {
  yaml::EmitNode node = yaml::EmitNode::mapping();
  const auto add_time = [&](std::string_view key, microseconds time) {
    if (time != microseconds{0}) node.add(key, yaml::EmitNode::spelled(text::emit_duration(time)));
  };
  add_time("first_byte", delivery.first_byte);
  add_time("gap", delivery.gap);
  add_time("write_gap", delivery.write_gap);
  add_time("jitter", delivery.jitter);
  if (delivery.tokens_per_second) {
    node.add("tokens_per_second", yaml::EmitNode::spelled(fmt::format("{}", *delivery.tokens_per_second)));
  }
  if (delivery.profile) node.add("profile", yaml::EmitNode::of_text(delivery.profile->name));
  // Where the arrivals must not decide, something has to be said, be it the default.
  const bool says_default = has_arrivals && !delivery.as_recorded && node.members.empty();
  if (says_default || delivery.fragment != Fragmentation(FragmentEvents{})) {
    node.add("fragment", std::visit(Fragments{}, delivery.fragment));
  }
  if (delivery.speed != 1.0) node.add("speed", yaml::EmitNode::spelled(fmt::format("{}", delivery.speed)));
  if (delivery.instant) node.add("instant", yaml::EmitNode::spelled("true"));
  if (delivery.seed != 0) node.add("seed", number(delivery.seed));
  return node;
}

}  // namespace wiretape::tape
