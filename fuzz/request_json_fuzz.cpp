// Any bytes are a rule's JSON, a line end and a request's body. What is read of the body where it stands is what its
// tree has, where half a surrogate pair is U+FFFD: whether it is JSON, all of its values, and whether the rule holds.
// Each dialect finds a conversation in it, says whether it would refuse it, and what its provider has beside the
// streams answers with JSON.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/provider/request_view.h"
#include "wiretape/core/tape/match/json_subset.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/surrogate_half.h"

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

void read_all(const wiretape::provider::Conversation& conversation) {
  require(conversation.turn() <= conversation.messages().size());
  require(conversation.last_message().has_value() != conversation.messages().empty());
  require(conversation.turn() > 0 || conversation.last_results().size() <= conversation.new_results().size());
  static_cast<void>(conversation.system());
  static_cast<void>(conversation.tools());
}

// Vectors of four elements: long ones tell no more.
bool asks_for_long_vectors(const wiretape::provider::RequestView& view) {
  const auto dimensions = view.json() ? view.json()->member("dimensions") : std::nullopt;
  return !dimensions || dimensions->written() != "4";
}

void answer_all(const wiretape::provider::Dialect& dialect, const wiretape::provider::RequestView& view) {
  if (dialect.write.request_error != nullptr) {
    const auto error = dialect.write.request_error(view);
    require(!error || error->status == 400);
  }
  for (const auto* endpoint : dialect.beside) {
    if (endpoint->is_at("/embeddings") && asks_for_long_vectors(view)) continue;
    const auto answer = endpoint->answer(view);
    require(answer.status == 200 || answer.status == 400);
    require(Json::accept(answer.body));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto line = std::min(input.find('\n'), size);
  const auto rule = wiretape::text::parse_bounded_json<Json>(input.substr(0, line));
  const wiretape::wire::HttpRequest request{{}, std::string(input.substr(std::min(line + 1, size)))};

  const wiretape::provider::RequestView view(request, "/", "");
  const auto tree = wiretape::text::parse_bounded_json<Json>(wiretape::text::with_whole_pairs(request.body));
  for (const auto* dialect : wiretape::provider::all_dialects())
    answer_all(*dialect, view);
  const auto value = view.json();
  require(value.has_value() == tree.has_value());
  if (!value) return 0;
  require(tree_of(*value).dump() == tree->dump());
  if (rule) require(wiretape::tape::json_contains(*value, *rule) == wiretape::tape::json_contains(*tree, *rule));
  for (const auto* dialect : wiretape::provider::all_dialects())
    read_all(*view.conversation(*dialect->conversation));
  return 0;
}
