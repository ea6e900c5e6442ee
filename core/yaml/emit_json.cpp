#include "wiretape/core/yaml/emit_json.h"

#include <algorithm>
#include <cstddef>
#include <set>

#include <fmt/format.h>

#include "wiretape/core/text/json/json_literal.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/yaml/emit_scalar.h"

namespace wiretape::yaml {
namespace {

/// Deeper JSON stays a text: the loader takes 64 levels, and a tape's own are among them.
constexpr std::size_t most_levels = 48;

/// A key that is longer must be announced: readers of YAML look so far for its colon.
constexpr std::size_t longest_plain_key = 1000;

/// Whether a reader of YAML 1.1 takes it for a number: an exponent asks for a point and a sign there.
bool is_number_of_yaml11(std::string_view number) {
  const std::size_t exponent = number.find_first_of("eE");
  if (exponent == std::string_view::npos) return true;
  const bool is_signed = number[exponent + 1] == '+' || number[exponent + 1] == '-';
  return is_signed && number.substr(0, exponent).find('.') != std::string_view::npos;
}

// value = "{" [ string ":" value *( "," string ":" value ) ] "}" / "[" [ value *( "," value ) ] "]" / string / literal
// without a blank between them: what json_text writes, and nothing else.
class Converter {
 public:
  Converter(std::string_view json, bool any_number) : rest_(json), any_number_(any_number) {}

  std::optional<std::string> convert() {
    const bool is_collection = rest_.starts_with('{') || rest_.starts_with('[');
    if (!is_collection || !value(most_levels) || !rest_.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  bool value(std::size_t levels) {
    if (rest_.starts_with('"')) return text();
    if (rest_.starts_with('{')) return levels > 0 && object(levels - 1);
    if (rest_.starts_with('[')) return levels > 0 && array(levels - 1);
    return literal();
  }

  bool take(char byte) {
    if (!rest_.starts_with(byte)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool object(std::size_t levels) {
    take('{');
    out_ += '{';
    std::set<std::string, std::less<>> keys;
    for (bool is_first = true; !take('}'); is_first = false) {
      if (!is_first && !take(',')) return false;
      if (!is_first) out_ += ", ";
      const std::optional<std::string> key = string();
      if (!key || !keys.insert(*key).second || !take(':')) return false;
      const std::string spelled = emit_text(*key);
      out_ += spelled.size() > longest_plain_key ? fmt::format("? {} : ", spelled) : fmt::format("{}: ", spelled);
      if (!value(levels)) return false;
    }
    out_ += '}';
    return true;
  }

  bool array(std::size_t levels) {
    take('[');
    out_ += '[';
    for (bool is_first = true; !take(']'); is_first = false) {
      if (!is_first && !take(',')) return false;
      if (!is_first) out_ += ", ";
      if (!value(levels)) return false;
    }
    out_ += ']';
    return true;
  }

  bool text() {
    const std::optional<std::string> content = string();
    if (content) out_ += emit_text(*content);
    return content.has_value();
  }

  /// The content of a string whose escapes are those that json_text would write.
  std::optional<std::string> string() {
    if (!rest_.starts_with('"')) return std::nullopt;
    std::size_t end = 1;
    while (end < rest_.size() && rest_[end] != '"')
      end += rest_[end] == '\\' ? 2 : 1;
    if (end >= rest_.size()) return std::nullopt;
    std::string content;
    if (!text::append_unescaped(content, rest_.substr(1, end - 1))) return std::nullopt;
    std::string again;
    text::append_json_string(again, content);
    if (again != rest_.substr(0, end + 1)) return std::nullopt;
    rest_.remove_prefix(end + 1);
    return content;
  }

  bool literal() {
    const std::size_t length = std::min(rest_.size(), rest_.find_first_of(",]}"));
    const std::string_view word = rest_.substr(0, length);
    const text::JsonLiteral kind = text::json_literal(word);
    if (kind == text::JsonLiteral::none) return false;
    if (kind == text::JsonLiteral::number && !any_number_ && !is_number_of_yaml11(word)) return false;
    out_ += word;
    rest_.remove_prefix(length);
    return true;
  }

  std::string_view rest_;
  bool any_number_;
  std::string out_;
};

}  // namespace

std::optional<std::string> emit_json(std::string_view json) {
  return Converter(json, false).convert();
}

std::string emit_json_collection(std::string_view json) {
  return Converter(json, true).convert().value_or(std::string(json));
}

}  // namespace wiretape::yaml
