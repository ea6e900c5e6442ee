#include "wiretape/core/yaml/comments/find_comments.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/yaml/mistakes.h"
#include "wiretape/core/yaml/source_text.h"
#include "wiretape/core/yaml/yaml_document.h"

namespace wiretape::yaml {
namespace {

// The parser drops comments without a word. So each '#' that may begin one gets a number behind it, the text is parsed
// again, and the numbers that then stand in no scalar stand in comments:
//
//   text: "a # b"   # why      ──▶   text: "a #wire0; b"   #wire1; why      ──▶   0 is in a scalar, 1 in none

/// Where a comment may begin: at any '#', since the parser wants no blank before it behind a quote, a bracket, a comma
/// or the '|' of a block; but not at a second in a row, which is what the first is.
std::vector<std::size_t> candidates(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (at == 0 || text[at - 1] != '#') found.push_back(at);
  }
  return found;
}

/// A word that stands nowhere in the text.
std::string unused_word(std::string_view text) {
  std::string word = "wire";
  while (text.find(word) != std::string_view::npos)
    word += 'e';
  return word;
}

std::string numbered(std::string_view text, const std::vector<std::size_t>& places, std::string_view word) {
  std::string marked;
  std::size_t from = 0;
  for (std::size_t index = 0; index < places.size(); ++index) {
    marked += text.substr(from, places[index] + 1 - from);
    marked += fmt::format("{}{};", word, index);
    from = places[index] + 1;
  }
  marked += text.substr(from);
  return marked;
}

/// The numbers behind the word in a scalar.
void collect(std::string_view scalar, std::string_view word, std::set<std::size_t>& numbers) {
  for (std::size_t at = scalar.find(word); at != std::string_view::npos; at = scalar.find(word, at + 1)) {
    std::size_t number = 0;
    const char* const begin = scalar.data() + at + word.size();
    if (std::from_chars(begin, scalar.data() + scalar.size(), number).ec == std::errc()) numbers.insert(number);
  }
}

std::string_view comment_at(std::string_view text, std::size_t offset) {
  std::string_view comment = text.substr(offset, std::min(text.find('\n', offset), text.size()) - offset);
  return comment.substr(0, comment.find_last_not_of(" \t") + 1);
}

}  // namespace

std::optional<std::vector<Comment>> find_comments(const SourceText& source) {
  std::vector<Comment> comments;
  const std::vector<std::size_t> places = candidates(source.text());
  if (places.empty()) return comments;

  const std::string word = unused_word(source.text());
  const auto marked = SourceText::read(numbered(source.text(), places, word));
  Mistakes mistakes(std::get<SourceText>(marked), "");
  const std::optional<YamlDocument> document = parse_yaml({}, mistakes);
  if (!document) return std::nullopt;
  std::set<std::size_t> in_scalars;
  for (const YamlNode& node : document->nodes)
    collect(node.text, word, in_scalars);
  for (std::size_t index = 0; index < places.size(); ++index) {
    if (in_scalars.contains(index)) continue;
    const bool is_inside_comment =
        !comments.empty() && places[index] < comments.back().offset + comments.back().text.size();
    if (!is_inside_comment) comments.push_back({places[index], comment_at(source.text(), places[index])});
  }
  return comments;
}

}  // namespace wiretape::yaml
