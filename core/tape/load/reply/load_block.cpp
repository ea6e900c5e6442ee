#include "wiretape/core/tape/load/reply/load_block.h"

#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/tape/load/reply/load_tool_call.h"
#include "wiretape/core/tape/load/values/said_text.h"
#include "wiretape/core/yaml/node_json.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view kinds = "one of the keys thinking, redacted_thinking, text, tool_use";

/// One block, with a member for whatever it may turn out to be.
struct LoadedBlock {
  provider::ReasoningBlock thinking;
  provider::RedactedReasoningBlock redacted_thinking;
  provider::TextBlock text;
  provider::ToolCallReply tool_use;
};

std::vector<std::string> read_citations(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  constexpr std::string_view expected = "a list of citations, the provider's own JSON objects";
  std::vector<std::string> citations;
  const auto read_citation = [&](const yaml::YamlNode& item) {
    if (item.kind == yaml::YamlNode::Kind::mapping) {
      citations.push_back(yaml::json_text(item, mistakes));
    } else {
      yaml::refuse(item, "a citation as a mapping", mistakes);
    }
  };
  yaml::read_list(node, expected, read_citation, mistakes);
  return citations;
}

LoadedBlock read_members(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  LoadedBlock block;
  const auto text = [&mistakes](std::string& to, std::string_view expected) {
    return [&to, expected, &mistakes](const yaml::YamlNode& value) {
      to = yaml::read_text(value, expected, mistakes).value_or("");
    };
  };
  yaml::read_mapping(
      node, "a block",
      {{"thinking", text(block.thinking.text, "text")},
       {"signature",
        [&](const yaml::YamlNode& value) {
          block.thinking.signature = yaml::read_text(value, "the signature of the thinking", mistakes);
        }},
       {"redacted_thinking", text(block.redacted_thinking.data, "data as text")},
       {"text", [&](const yaml::YamlNode& value) { block.text.text = read_said_text(value, mistakes); }},
       {"citations", [&](const yaml::YamlNode& value) { block.text.citations = read_citations(value, mistakes); }},
       {"tool_use", [&](const yaml::YamlNode& value) { block.tool_use = read_tool_call(value, mistakes); }}},
      mistakes);
  return block;
}

void read_block(const yaml::YamlNode& node, std::vector<provider::BlockReply>& blocks, yaml::Mistakes& mistakes) {
  LoadedBlock block = read_members(node, mistakes);
  yaml::refuse_beside(node, "thinking", {"redacted_thinking", "text", "tool_use", "citations"}, mistakes);
  yaml::refuse_beside(node, "redacted_thinking", {"text", "tool_use", "signature", "citations"}, mistakes);
  yaml::refuse_beside(node, "text", {"tool_use", "signature"}, mistakes);
  yaml::refuse_beside(node, "tool_use", {"signature", "citations"}, mistakes);
  if (yaml::find_member(node, "thinking") != nullptr) {
    blocks.emplace_back(std::move(block.thinking));
  } else if (yaml::find_member(node, "redacted_thinking") != nullptr) {
    blocks.emplace_back(std::move(block.redacted_thinking));
  } else if (yaml::find_member(node, "text") != nullptr) {
    blocks.emplace_back(std::move(block.text));
  } else if (yaml::find_member(node, "tool_use") != nullptr) {
    blocks.emplace_back(std::move(block.tool_use));
  } else if (node.kind == yaml::YamlNode::Kind::mapping) {
    mistakes.add(node.offset, "a block that is nothing", std::string(kinds));
  }
}

}  // namespace

std::vector<provider::BlockReply> read_blocks(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  std::vector<provider::BlockReply> blocks;
  const auto read = [&](const yaml::YamlNode& item) { read_block(item, blocks, mistakes); };
  constexpr std::string_view expected = "a list of blocks, {text: …} or the like each";
  if (yaml::read_list(node, expected, read, mistakes) && node.items.empty()) yaml::refuse(node, expected, mistakes);
  return blocks;
}

}  // namespace wiretape::tape
