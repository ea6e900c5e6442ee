#include "wiretape/core/tape/load/check_templates.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "wiretape/core/tape/load/values/said_text.h"
#include "wiretape/core/tape/match/path_pattern.h"
#include "wiretape/core/tape/may_be_template.h"
#include "wiretape/core/tape/template/text_template.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

class Checker {
 public:
  Checker(const RequestRule& request, yaml::Mistakes& mistakes) : mistakes_(&mistakes) {
    if (!request.path) return;
    auto parsed = PathPattern::parse(*request.path);
    if (auto* pattern = std::get_if<PathPattern>(&parsed)) path_ = std::move(*pattern);
  }

  /// The loader bounds the depth.
  void check(const yaml::YamlNode& node) {
    for (const yaml::YamlNode* item : node.items)
      check(*item);
    for (const yaml::YamlMember& member : node.members)
      check(*member.value);
    if (node.kind == yaml::YamlNode::Kind::text && !node.base64 && may_be_template(node.text)) check_text(node);
  }

  /// The same for a reply, or a part of one that says something: there texts and arguments may be made up.
  void check_reply(const yaml::YamlNode& node) {
    constexpr std::array<std::string_view, 5> parts{"choices", "blocks", "tool_calls", "tool_use", "then"};
    for (const yaml::YamlNode* item : node.items)
      check_reply(*item);
    for (const yaml::YamlMember& member : node.members) {
      const std::string_view key = member.key->text;
      if (std::ranges::find(parts, key) != parts.end()) {
        check_reply(*member.value);
      } else if ((key == "text" || key == "arguments") && says_generated(*member.value)) {
        found_ = true;
      } else {
        check(*member.value);
      }
    }
  }

  [[nodiscard]] bool has_found_any() const { return found_; }

 private:
  void check_text(const yaml::YamlNode& node) {
    found_ = true;
    const auto parsed = parse_template(node.text);
    if (const auto* error = std::get_if<text::InputError>(&parsed)) {
      mistakes_->add(node.offset, error->found, error->expected, error->hint);
      return;
    }
    for (const auto& part : std::get<TextTemplate>(parsed)) {
      const auto* placeholder = std::get_if<Placeholder>(&part);
      if (placeholder != nullptr && placeholder->kind == Placeholder::Kind::generated) {
        mistakes_->add(node.offset, "{{generated}} here",
                       "it as the whole of 'text' or of a call's 'arguments' in a reply");
      }
      if (placeholder == nullptr || placeholder->kind != Placeholder::Kind::path) continue;
      if (path_ && path_->has_name(placeholder->argument)) continue;
      mistakes_->add(node.offset, fmt::format("the placeholder '{{{{path.{}}}}}'", placeholder->argument),
                     "a name in the request's path",
                     fmt::format("write the path as /…/{{{}}}/…", placeholder->argument));
    }
  }

  std::optional<PathPattern> path_;
  yaml::Mistakes* mistakes_;
  bool found_ = false;
};

/// What the request says is known before a dialogue begins, and no body is there to take from.
void refuse_in_dialogue(const yaml::YamlNode& websocket, const RequestRule& request, yaml::Mistakes& mistakes) {
  const yaml::YamlMember* steps = yaml::find_member(websocket, "dialogue");
  if (steps == nullptr) return;
  for (const yaml::YamlNode* step : steps->value->items) {
    const yaml::YamlMember* reply = yaml::find_member(*step, "reply");
    Checker checker(request, mistakes);
    if (reply != nullptr) checker.check_reply(*reply->value);
    if (checker.has_found_any())
      mistakes.add(reply->key->offset, "a placeholder or a generated text in a WebSocket's reply",
                   "texts as they are to be said");
  }
}

}  // namespace

bool check_templates(const yaml::YamlNode& exchange, const RequestRule& request, yaml::Mistakes& mistakes) {
  Checker checker(request, mistakes);
  if (const yaml::YamlMember* websocket = yaml::find_member(exchange, "websocket"))
    refuse_in_dialogue(*websocket->value, request, mistakes);
  if (const yaml::YamlMember* reply = yaml::find_member(exchange, "reply")) checker.check_reply(*reply->value);
  const yaml::YamlMember* response = yaml::find_member(exchange, "response");
  if (response == nullptr) return checker.has_found_any();
  const yaml::YamlMember* body = yaml::find_member(*response->value, "body");
  if (body == nullptr || body->value->kind != yaml::YamlNode::Kind::list) checker.check(*response->value);
  return checker.has_found_any();
}

}  // namespace wiretape::tape
