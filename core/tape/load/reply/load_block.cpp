#include "wiretape/core/tape/load/reply/load_block.h"

#include <string>
#include <string_view>
#include <utility>

#include "wiretape/core/tape/load/reply/load_tool_call.h"
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

std::vector<std::string> read_citations(const YamlNode& node, Mistakes& mistakes) {
  constexpr std::string_view expected = "a list of citations, the provider's own JSON objects";
  std::vector<std::string> citations;
  const auto read_citation = [&](const YamlNode& item) {
    if (item.kind == YamlNode::Kind::mapping) {
      citations.push_back(json_text(item, mistakes));
    } else {
      refuse(item, "a citation as a mapping", mistakes);
    }
  };
  read_list(node, expected, read_citation, mistakes);
  return citations;
}

LoadedBlock read_members(const YamlNode& node, Mistakes& mistakes) {
  LoadedBlock block;
  const auto text = [&mistakes](std::string& to, std::string_view expected) {
    return
        [&to, expected, &mistakes](const YamlNode& value) { to = read_text(value, expected, mistakes).value_or(""); };
  };
  read_mapping(node, "a block",
               {{"thinking", text(block.thinking.text, "text")},
                {"signature",
                 [&](const YamlNode& value) {
                   block.thinking.signature = read_text(value, "the signature of the thinking", mistakes);
                 }},
                {"redacted_thinking", text(block.redacted_thinking.data, "data as text")},
                {"text", text(block.text.text, "text")},
                {"citations", [&](const YamlNode& value) { block.text.citations = read_citations(value, mistakes); }},
                {"tool_use", [&](const YamlNode& value) { block.tool_use = read_tool_call(value, mistakes); }}},
               mistakes);
  return block;
}

void read_block(const YamlNode& node, std::vector<provider::BlockReply>& blocks, Mistakes& mistakes) {
  LoadedBlock block = read_members(node, mistakes);
  refuse_beside(node, "thinking", {"redacted_thinking", "text", "tool_use", "citations"}, mistakes);
  refuse_beside(node, "redacted_thinking", {"text", "tool_use", "signature", "citations"}, mistakes);
  refuse_beside(node, "text", {"tool_use", "signature"}, mistakes);
  refuse_beside(node, "tool_use", {"signature", "citations"}, mistakes);
  if (find_member(node, "thinking") != nullptr) {
    blocks.emplace_back(std::move(block.thinking));
  } else if (find_member(node, "redacted_thinking") != nullptr) {
    blocks.emplace_back(std::move(block.redacted_thinking));
  } else if (find_member(node, "text") != nullptr) {
    blocks.emplace_back(std::move(block.text));
  } else if (find_member(node, "tool_use") != nullptr) {
    blocks.emplace_back(std::move(block.tool_use));
  } else if (node.kind == YamlNode::Kind::mapping) {
    mistakes.add(node.offset, "a block that is nothing", std::string(kinds));
  }
}

}  // namespace

std::vector<provider::BlockReply> read_blocks(const YamlNode& node, Mistakes& mistakes) {
  std::vector<provider::BlockReply> blocks;
  const auto read = [&](const YamlNode& item) { read_block(item, blocks, mistakes); };
  constexpr std::string_view expected = "a list of blocks, {text: …} or the like each";
  if (read_list(node, expected, read, mistakes) && node.items.empty()) refuse(node, expected, mistakes);
  return blocks;
}

}  // namespace wiretape::tape
