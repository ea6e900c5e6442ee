#include "wiretape/core/tape/load/load_dialogue.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/tape/load/reply/load_reply.h"
#include "wiretape/core/tape/load/values/load_headers.h"
#include "wiretape/core/tape/load/values/load_text_rule.h"
#include "wiretape/core/wire/http/http_characters.h"
#include "wiretape/core/wire/websocket/ws_close_code.h"
#include "wiretape/core/wire/websocket/ws_frame_head.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

using yaml::YamlNode;

constexpr std::size_t longest_reason = wire::ws_longest_control - 2;
constexpr std::array<std::string_view, 7> step_keys{"send", "reply", "expect", "expect_text", "wait", "ping", "close"};

bool is_collection(const YamlNode& node) {
  return node.kind == YamlNode::Kind::mapping || node.kind == YamlNode::Kind::list;
}

SendMessage read_send(const YamlNode& node, yaml::Mistakes& mistakes) {
  if (is_collection(node)) return {.payload = yaml::json_text(node, mistakes)};
  auto payload = yaml::read_bytes(node, "JSON, a text, or bytes as base64 after !b64", mistakes);
  return {.is_text = !node.base64, .payload = std::move(payload).value_or("")};
}

HeardRule read_expect(const YamlNode& node, yaml::Mistakes& mistakes) {
  HeardRule rule;
  if (!is_collection(node)) {
    yaml::refuse(node, "a mapping or a list that the message must contain", mistakes,
                 "expect_text takes a text, {contains: …} or {matches: …}");
  } else if (!node.items.empty() || !node.members.empty()) {
    rule.json = yaml::json_text(node, mistakes);
  }
  return rule;
}

std::string read_control_payload(const YamlNode& node, std::string_view what, std::size_t longest,
                                 yaml::Mistakes& mistakes) {
  auto payload = yaml::read_bytes(node, "a text, or bytes as base64 after !b64", mistakes).value_or("");
  if (payload.size() > longest)
    yaml::refuse(node, fmt::format("{} of at most {} bytes", what, longest), mistakes, "longer ones are not allowed");
  return payload;
}

SendClose read_close(const YamlNode& node, yaml::Mistakes& mistakes) {
  SendClose close{.code = std::nullopt};
  const bool is_mapping = yaml::read_mapping(node, "a close",
                                             {{"code",
                                               [&](const YamlNode& value) {
                                                 const auto code = yaml::read_whole(value, 0, 65535, mistakes);
                                                 if (code) close.code = static_cast<std::uint16_t>(*code);
                                               }},
                                              {"reason",
                                               [&](const YamlNode& value) {
                                                 close.reason =
                                                     read_control_payload(value, "a reason", longest_reason, mistakes);
                                               }}},
                                             mistakes);
  if (is_mapping && !close.code && !close.reason.empty())
    mistakes.add(node.offset, "a reason without a code", "the key 'code'", "a close frame has its code first");
  return close;
}

std::optional<std::chrono::microseconds> read_limit(const YamlNode& step, yaml::Mistakes& mistakes) {
  const auto* within = yaml::find_member(step, "within");
  if (within == nullptr) return std::nullopt;
  const auto limit = yaml::read_duration(*within->value, mistakes);
  if (!limit || limit->count() > 0) return limit;
  yaml::refuse(*within->value, "a time above 0", mistakes);
  return std::nullopt;
}

DialogueStep read_expectation(const YamlNode& step, HeardRule rule, yaml::Mistakes& mistakes) {
  ExpectMessage expect{.rule = std::move(rule)};
  if (const auto limit = read_limit(step, mistakes)) expect.within = *limit;
  return expect;
}

/// Why a reply's key can't stand in a dialogue; nullptr: it can.
const char* misfit_in_dialogue(std::string_view key) {
  if (key == "then") return "the next reply as a step of its own, behind what it waits for";
  return key == "error" ? "'error_event': a WebSocket that is open has no status" : nullptr;
}

/// Reads steps, and what their replies have in common.
class StepReader {
 public:
  StepReader(const RequestRule& request, yaml::Mistakes& mistakes) : request_(request), mistakes_(mistakes) {}

  /// A mapping with one of the keys of steps, beside `within` where that has a meaning.
  std::optional<DialogueStep> read(const YamlNode& node) {
    std::vector<yaml::KnownKey> known{{"within", [](const YamlNode&) {}}};
    for (const auto name : step_keys)
      known.push_back({name, [](const YamlNode&) {}});
    const auto before = mistakes_.count();
    if (!yaml::read_mapping(node, "a step of a dialogue", known, mistakes_)) return std::nullopt;
    std::optional<DialogueStep> step;
    for (const auto name : step_keys) {
      const auto* member = yaml::find_member(node, name);
      if (member == nullptr) continue;
      if (step) {
        mistakes_.add(member->key->offset, fmt::format("'{}' beside another step", name),
                      "each step as an item of its own");
        break;
      }
      step = read_named(node, name, *member->value);
    }
    if (!step && mistakes_.count() == before) {
      mistakes_.add(node.offset, "a step that does nothing",
                    fmt::format("one of the keys: {}", fmt::join(step_keys, ", ")));
    }
    if (const auto* within = yaml::find_member(node, "within");
        within != nullptr && step && !std::holds_alternative<ExpectMessage>(*step))
      mistakes_.add(within->key->offset, "'within' for a step that does not wait for the client", "'expect' beside it");
    return step;
  }

  [[nodiscard]] const provider::Dialect* dialect() const { return dialect_; }

 private:
  DialogueStep read_named(const YamlNode& step, std::string_view name, const YamlNode& value) {
    if (name == "send") return read_send(value, mistakes_);
    if (name == "reply") return read_reply_step(value);
    if (name == "expect") return read_expectation(step, read_expect(value, mistakes_), mistakes_);
    if (name == "expect_text")
      return read_expectation(step, HeardRule{.text = read_text_rule(value, mistakes_)}, mistakes_);
    if (name == "wait")
      return WaitInDialogue{yaml::read_duration(value, mistakes_).value_or(std::chrono::microseconds{})};
    if (name == "ping") return SendPing{read_control_payload(value, "a ping", wire::ws_longest_control, mistakes_)};
    return read_close(value, mistakes_);
  }

  SendReply read_reply_step(const YamlNode& node) {
    for (const yaml::YamlMember& member : node.members) {
      const char* const expected = misfit_in_dialogue(member.key->text);
      if (expected != nullptr)
        mistakes_.add(member.key->offset, fmt::format("'{}' in a WebSocket's reply", member.key->text), expected);
    }
    LoadedReply loaded = read_reply(node, request_, mistakes_);
    if (dialect_ != nullptr && loaded.dialect != nullptr && loaded.dialect != dialect_) {
      mistakes_.add(node.offset, fmt::format("a reply of {} behind one of {}", loaded.dialect->name, dialect_->name),
                    "one dialect for all replies of a WebSocket");
    }
    if (loaded.dialect != nullptr) dialect_ = loaded.dialect;
    return {std::move(loaded.reply)};
  }

  const RequestRule& request_;
  yaml::Mistakes& mistakes_;
  const provider::Dialect* dialect_ = nullptr;
};

/// Nothing can be sent after a close frame.
void check_close_is_last(const YamlNode& list, const std::vector<DialogueStep>& steps, yaml::Mistakes& mistakes) {
  const auto close =
      std::ranges::find_if(steps, [](const DialogueStep& step) { return std::holds_alternative<SendClose>(step); });
  if (close == steps.end() || close + 1 == steps.end() || steps.size() != list.items.size()) return;
  mistakes.add(list.item_offsets[static_cast<std::size_t>(close - steps.begin()) + 1], "a step after 'close'",
               "'close' as the last step", "after its close frame a server sends nothing");
}

std::vector<DialogueStep> read_steps(const YamlNode& node, StepReader& reader, yaml::Mistakes& mistakes) {
  std::vector<DialogueStep> steps;
  yaml::read_list(
      node, "a list of steps: send, reply, expect, wait, ping, close",
      [&](const YamlNode& item) {
        if (auto step = reader.read(item)) steps.push_back(*std::move(step));
      },
      mistakes);
  check_close_is_last(node, steps, mistakes);
  return steps;
}

std::vector<std::string> read_subprotocols(const YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<std::string> names;
  yaml::read_list(
      node, "a list of subprotocols",
      [&](const YamlNode& item) {
        const auto name = yaml::read_word(item, "a subprotocol", mistakes);
        if (name && (name->empty() || wire::token_bytes.find_outside(*name) != std::string_view::npos))
          yaml::refuse(item, "a token as of HTTP: letters, digits and '-._~!#$&'", mistakes);
        if (name) names.push_back(*name);
      },
      mistakes);
  return names;
}

}  // namespace

LoadedDialogue read_dialogue(const YamlNode& node, const RequestRule& request, yaml::Mistakes& mistakes) {
  Dialogue dialogue;
  StepReader reader(request, mistakes);
  const bool is_mapping = yaml::read_mapping(
      node, "a WebSocket",
      {{"subprotocols", [&](const YamlNode& value) { dialogue.subprotocols = read_subprotocols(value, mistakes); }},
       {"headers", [&](const YamlNode& value) { dialogue.fields = read_headers(value, mistakes); }},
       {"deflate",
        [&](const YamlNode& value) { dialogue.deflates = yaml::read_flag(value, mistakes).value_or(false); }},
       {"echo", [&](const YamlNode& value) { dialogue.echoes = yaml::read_flag(value, mistakes).value_or(false); }},
       {"dialogue", [&](const YamlNode& value) { dialogue.steps = read_steps(value, reader, mistakes); }}},
      mistakes);
  if (is_mapping) yaml::require_member(node, "a WebSocket", "dialogue", mistakes);
  return {std::move(dialogue), reader.dialect()};
}

}  // namespace wiretape::tape
