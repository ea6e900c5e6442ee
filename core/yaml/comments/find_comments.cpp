#include "wiretape/core/yaml/comments/find_comments.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "wiretape/core/yaml/mistakes.h"

namespace wiretape::yaml {
namespace {

// The parser drops comments without a word. So each '#' that may begin one gets a number behind it, the text is parsed
// again, and the numbers that then stand in no scalar stand in comments:
//
//   text: "a # b"   # why    ──▶   text: "a #wire0x0; b"   #wire0x1; why    ──▶   0 is in a scalar, 1 in none

/// Where a comment may begin: at any '#', since the parser wants no blank before it behind a quote, a bracket, a comma
/// or the '|' of a block; but not at a second in a row, which is what the first is.
std::vector<std::size_t> candidates(std::string_view text) {
  std::vector<std::size_t> found;
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (at == 0 || text[at - 1] != '#') found.push_back(at);
  }
  return found;
}

/// Notes the numbers that stand behind the word in a text.
void collect(std::string_view text, std::string_view word, std::vector<std::size_t>& numbers) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    std::size_t number = 0;
    const char* const begin = text.data() + at + word.size();
    if (std::from_chars(begin, text.data() + text.size(), number).ec == std::errc()) numbers.push_back(number);
  }
}

/// A word that stands nowhere in the text nor, where escapes may write it, in a scalar.
std::string unused_word(std::string_view text, const YamlDocument& document) {
  constexpr std::string_view stem = "wire";
  std::vector<std::size_t> used;
  collect(text, stem, used);
  for (const YamlNode& node : document.nodes)
    collect(node.text, stem, used);
  std::ranges::sort(used);
  std::size_t number = 0;
  for (const std::size_t other : used)
    number += other == number ? 1 : 0;
  return fmt::format("{}{}x", stem, number);
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

/// Which of the numbers, in their order, stand in scalars of the marked text; nullopt where that is none that is
/// parsed.
std::optional<std::vector<std::size_t>> numbers_in_scalars(std::string_view marked, std::string_view word) {
  const auto source = SourceText::read(marked);
  Mistakes mistakes(std::get<SourceText>(source), "");
  const std::optional<YamlDocument> document = parse_yaml({}, mistakes);
  if (!document) return std::nullopt;
  std::vector<std::size_t> numbers;
  for (const YamlNode& node : document->nodes)
    collect(node.text, word, numbers);
  std::ranges::sort(numbers);
  return numbers;
}

std::string_view comment_at(std::string_view text, std::size_t offset) {
  std::string_view comment = text.substr(offset, std::min(text.find('\n', offset), text.size()) - offset);
  return comment.substr(0, comment.find_last_not_of(" \t") + 1);
}

}  // namespace

std::optional<std::vector<Comment>> find_comments(const SourceText& source, const YamlDocument& document) {
  std::vector<Comment> comments;
  const std::vector<std::size_t> places = candidates(source.text());
  if (places.empty()) return comments;

  const std::string word = unused_word(source.text(), document);
  const auto in_scalars = numbers_in_scalars(numbered(source.text(), places, word), word);
  if (!in_scalars) return std::nullopt;
  for (std::size_t index = 0; index < places.size(); ++index) {
    if (std::ranges::binary_search(*in_scalars, index)) continue;
    const bool is_inside_comment =
        !comments.empty() && places[index] < comments.back().offset + comments.back().text.size();
    if (!is_inside_comment) comments.push_back({places[index], comment_at(source.text(), places[index])});
  }
  return comments;
}

}  // namespace wiretape::yaml
