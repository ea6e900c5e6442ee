#include "wiretape/core/tape/load/reply/load_chunks.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/nearest_key.h"
#include "wiretape/core/yaml/node_reader.h"

namespace wiretape::tape {
namespace {

constexpr std::string_view chunk_forms = "token, char, word or a list of pieces";
constexpr std::array<std::string_view, 3> words{"token", "char", "word"};

std::optional<provider::ChunkRule> chunk_rule(std::string_view word) {
  if (word == "token") return provider::ChunkRule::token;
  if (word == "char") return provider::ChunkRule::character;
  if (word == "word") return provider::ChunkRule::word;
  return std::nullopt;
}

provider::ChunkList read_pieces(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  provider::ChunkList pieces;
  const auto read_piece = [&](const yaml::YamlNode& item) {
    std::string piece = yaml::read_text(item, "a piece of the text", mistakes).value_or("");
    if (item.kind == yaml::YamlNode::Kind::text && piece.empty()) {
      yaml::refuse(item, "a piece of the text", mistakes, "an empty delta can be written as an event of a response");
    }
    pieces.push_back(std::move(piece));
  };
  yaml::read_list(node, chunk_forms, read_piece, mistakes);
  return pieces;
}

}  // namespace

provider::Chunks read_chunks(const yaml::YamlNode& node, yaml::Mistakes& mistakes) {
  if (node.kind == yaml::YamlNode::Kind::list) return read_pieces(node, mistakes);
  const std::optional<provider::ChunkRule> rule =
      node.kind == yaml::YamlNode::Kind::text ? chunk_rule(node.text) : std::nullopt;
  if (rule) return *rule;
  const auto nearest = text::nearest_key(node.text, words);
  yaml::refuse(node, chunk_forms, mistakes, nearest ? fmt::format("did you mean '{}'?", *nearest) : "");
  return provider::ChunkRule::token;
}

}  // namespace wiretape::tape
