#include "wiretape/core/tape/load/reply/load_reply.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/provider/dialects.h"
#include "wiretape/core/tape/follow_ups.h"
#include "wiretape/core/tape/load/reply/absent_keys.h"
#include "wiretape/core/tape/load/reply/load_choice.h"
#include "wiretape/core/tape/load/reply/load_chunks.h"
#include "wiretape/core/tape/load/reply/load_error_reply.h"
#include "wiretape/core/tape/load/values/dialect_name.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

const provider::Dialect* find_reply_dialect(const yaml::YamlNode& node, const RequestRule& request,
                                            yaml::Mistakes& mistakes) {
  if (const yaml::YamlMember* named = yaml::find_member(node, "dialect")) return read_dialect(*named->value, mistakes);
  const provider::Dialect* dialect = request.path ? provider::dialect_for_path(*request.path) : nullptr;
  if (dialect == nullptr && node.kind == yaml::YamlNode::Kind::mapping) {
    mistakes.add(node.offset, "a reply without 'dialect'", fmt::format("the key 'dialect', {}", dialect_names()),
                 request.path ? "the request's path belongs to no known dialect" : "a request's path could decide it");
  }
  return dialect;
}

std::optional<std::string> read_usage(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (node.kind == yaml::YamlNode::Kind::mapping) return yaml::json_text(node, mistakes);
  yaml::refuse(node, "token counts as a mapping", mistakes);
  return std::nullopt;
}

/// The pieces and the text must say the same; where there is no text they are it.
void settle_pieces(const yaml::YamlNode& node, provider::Reply& reply, yaml::Mistakes& mistakes) {
  const auto* pieces = std::get_if<provider::ChunkList>(&reply.chunks);
  if (pieces == nullptr) return;  // a rule fits any text
  const yaml::YamlNode& chunks = *yaml::find_member(node, "chunks")->value;
  if (yaml::find_member(node, "choices") != nullptr) {
    yaml::refuse(chunks, "token, char or word", mistakes, "a list of pieces fits one choice only");
    return;
  }
  if (yaml::find_member(node, "blocks") != nullptr) {
    yaml::refuse(chunks, "token, char or word", mistakes, "a list of pieces fits a text, not blocks");
    return;
  }
  std::string whole;
  for (const std::string& piece : *pieces) {
    whole += piece;
  }
  std::string& text = reply.choices.front().text;
  if (yaml::find_member(node, "text") != nullptr && text != whole) {
    mistakes.add(chunks.offset, "pieces that do not add up to 'text'", "pieces of that text, or no 'text'");
  }
  text = std::move(whole);
}

void refuse_contradictions(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  yaml::refuse_beside(node, "error",
                      {"reasoning", "text", "refusal", "tool_calls", "blocks", "stop_sequence", "finish_reason",
                       "choices", "chunks", "usage", "id", "model", "created", "error_event"},
                      mistakes);
  yaml::refuse_beside(node, "choices",
                      {"reasoning", "text", "refusal", "tool_calls", "blocks", "stop_sequence", "finish_reason"},
                      mistakes);
  yaml::refuse_beside(node, "blocks", {"reasoning", "text", "tool_calls"}, mistakes);
  if (yaml::find_member(node, "error_event") == nullptr) return;
  yaml::refuse_beside(node, "error_event", {"finish_reason", "stop_sequence"}, mistakes);
  const yaml::YamlMember* choices = yaml::find_member(node, "choices");
  if (choices == nullptr) return;
  for (const yaml::YamlNode* choice : choices->value->items) {
    if (const yaml::YamlMember* reason = yaml::find_member(*choice, "finish_reason")) {
      mistakes.add(reason->key->offset, "'finish_reason' beside 'error_event'", "only one of them",
                   "an error event stands in place of the finish");
    }
  }
}

/// The keys of a reply. Their readers refer to the arguments.
std::vector<yaml::KnownKey> reply_keys(provider::Reply& reply, yaml::Mistakes& mistakes) {
  std::vector<yaml::KnownKey> keys = choice_keys(reply.choices.front(), mistakes);
  const auto add = [&](std::string_view name, auto read) { keys.push_back({name, std::move(read)}); };
  add("dialect", [](const yaml::YamlNode&) {});  // find_reply_dialect reads it
  add("usage", [&](const yaml::YamlNode& value) { reply.usage = read_usage(value, mistakes); });
  add("chunks", [&](const yaml::YamlNode& value) { reply.chunks = read_chunks(value, mistakes); });
  add("model", [&](const yaml::YamlNode& value) { reply.model = yaml::read_text(value, "a model's name", mistakes); });
  add("id", [&](const yaml::YamlNode& value) { reply.id = yaml::read_text(value, "the answer's id", mistakes); });
  add("created", [&](const yaml::YamlNode& value) {
    reply.created = yaml::read_whole(value, 0, std::numeric_limits<std::int64_t>::max(), mistakes);
  });
  add("choices", [](const yaml::YamlNode&) {});  // read when the flat keys are done with
  add("then", [](const yaml::YamlNode&) {});     // read_follow_ups reads it
  add("error", [&](const yaml::YamlNode& value) { reply.error = read_error_answer(value, mistakes); });
  add("error_event", [&](const yaml::YamlNode& value) { reply.error_event = read_error_event(value, mistakes); });
  return keys;
}

provider::Reply read_one(const yaml::YamlNode& node, const provider::Dialect* dialect, yaml::Mistakes& mistakes) {
  provider::Reply reply;
  reply.choices.resize(1);
  if (!yaml::read_mapping(node, "a reply", reply_keys(reply, mistakes), mistakes)) return reply;
  if (dialect != nullptr) refuse_absent_keys(node, *dialect, mistakes);
  refuse_contradictions(node, mistakes);
  settle_pieces(node, reply, mistakes);
  if (const yaml::YamlMember* choices = yaml::find_member(node, "choices"))
    reply.choices = read_choices(*choices->value, mistakes);
  if (reply.error) reply.choices.clear();  // the contract of Reply: nothing is said beside an error
  return reply;
}

/// The replies under `then`, each of which may have its own.
void read_follow_ups(const yaml::YamlNode& node, LoadedReply& loaded, yaml::Mistakes& mistakes) {
  const auto* reply = &loaded.reply;
  const auto* then = yaml::find_member(node, "then");
  for (; then != nullptr; then = yaml::find_member(*then->value, "then")) {
    if (called_tools(*reply).empty()) {
      mistakes.add(then->key->offset, "'then' in a reply that calls no tool", "tools to call, or no 'then'",
                   "it answers the request that brings their results");
    }
    if (const auto* dialect = yaml::find_member(*then->value, "dialect"))
      mistakes.add(dialect->key->offset, "'dialect' under 'then'", "that of the whole reply alone");
    loaded.then.push_back(read_one(*then->value, loaded.dialect, mistakes));
    reply = &loaded.then.back();
  }
}

}  // namespace

LoadedReply read_reply(const yaml::YamlNode& node, const RequestRule& request, yaml::Mistakes& mistakes) {
  LoadedReply loaded{.reply = {}, .dialect = find_reply_dialect(node, request, mistakes)};
  loaded.reply = read_one(node, loaded.dialect, mistakes);
  read_follow_ups(node, loaded, mistakes);
  return loaded;
}

}  // namespace wiretape::tape
