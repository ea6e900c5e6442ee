// Any bytes are a rule's JSON, a line end and a request's body. What is read of the body where it stands is what its
// tree has: whether it is JSON, all of its values, and whether the rule holds.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/text/json/bounded_json.h"

namespace {

using Json = nlohmann::json;
using wiretape::text::JsonValue;

Json tree_of(const JsonValue& value) {
  std::string buffer;
  if (value.is_text()) return std::string(value.text(buffer));
  Json tree;
  if (value.is_array()) tree = Json::array();
  if (value.is_object()) tree = Json::object();
  for (const auto element : value.elements())
    tree.push_back(tree_of(element));
  for (const auto member : value.members())
    tree[std::string(member.name.text(buffer))] = tree_of(member.value);
  return tree.is_null() ? Json::parse(value.written()) : tree;
}

void require(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto line = std::min(input.find('\n'), size);
  const auto rule = wiretape::text::parse_bounded_json<Json>(input.substr(0, line));
  const wiretape::wire::HttpRequest request{{}, std::string(input.substr(std::min(line + 1, size)))};

  const wiretape::provider::RequestView view(request, "/", "");
  const auto tree = wiretape::text::parse_bounded_json<Json>(request.body);
  const auto value = view.json();
  require(value.has_value() == tree.has_value());
  if (!value) return 0;
  require(tree_of(*value).dump() == tree->dump());
  if (rule) require(wiretape::tape::json_contains(*value, *rule) == wiretape::tape::json_contains(*tree, *rule));
  return 0;
}
