#include "wiretape/core/tape/yaml_complaint.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/provider/utf8.h"
#include "wiretape/core/tape/excerpt.h"
#include "wiretape/core/tape/open_quote.h"
#include "wiretape/core/wire/http_characters.h"

namespace wiretape::tape {
namespace {

/// A complaint in our words.
struct Wording {
  std::size_t offset;
  std::string found;
  std::string expected;
  std::string hint;
};

std::string_view line_at(std::string_view text, std::size_t offset) {
  const std::size_t before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(start, std::min(text.find('\n', offset), text.size()) - start);
}

std::size_t start_of_line(std::string_view text, std::size_t offset) {
  return static_cast<std::size_t>(line_at(text, offset).data() - text.data());
}

/// A line from its first key or value on.
std::string_view without_list_marks(std::string_view line) {
  const std::size_t start = line.find_first_not_of(" \t-");
  return start == std::string_view::npos ? std::string_view() : line.substr(start);
}

/// Words a complaint. Its functions are named for what was noticed; where that is not what went wrong, they look for
/// the cause nearby.
class Translator {
 public:
  Translator(const YamlComplaint& complaint, const Mistakes& mistakes)
      : complaint_(complaint), mistakes_(mistakes), text_(mistakes.source().text()) {}

  /// A tab counts as no indentation, so that what follows it seems to stand where it can't.
  [[nodiscard]] std::optional<Wording> tab_in_indentation() const {
    const std::string_view line = line_at(text_, complaint_.offset);
    const std::size_t at = line.substr(0, line.find_first_not_of(" \t-?")).find('\t');
    if (at == std::string_view::npos) return std::nullopt;
    return tab(start_of_line(text_, complaint_.offset) + at);
  }

  [[nodiscard]] Wording misplaced_colon() const {
    const std::size_t line = start_of_line(text_, complaint_.offset);
    // A line without the space is no key, so the parser reads on and stumbles over the next line's colon.
    if (line > 0 && lacks_space_after_colon(without_list_marks(line_at(text_, line - 1)))) {
      const std::string_view found = without_list_marks(line_at(text_, line - 1));
      return {static_cast<std::size_t>(found.data() - text_.data()),
              fmt::format("'{}', which is no key", excerpt(found)), "'key: value'", "put a space after the colon"};
    }
    if (auto wording = tab_in_indentation()) return *wording;
    return {complaint_.offset, "a colon where no key can end", "one 'key: value' a line",
            "check the indentation, and quote a text that holds a colon and a blank"};
  }

  [[nodiscard]] Wording unclosed_quote() const {
    const std::size_t open = find_open_quote(text_, complaint_.last_offset);
    return {open == std::string_view::npos ? complaint_.last_offset : open, "a quote that is not closed",
            "the same quote again, at the end of the text", ""};
  }

  /// Something that the block around it has no place for.
  [[nodiscard]] Wording stray(std::string expected) const {
    if (auto wording = tab_in_indentation()) return *wording;
    return with_hint(std::move(expected), hint_for_stray());
  }

  [[nodiscard]] Wording with_hint(std::string expected, std::string hint) const {
    return {complaint_.offset, what_stands_there(), std::move(expected), std::move(hint)};
  }

  [[nodiscard]] Wording unclosed_collection() const {
    if (is_question_mark_in_flow()) return question_mark();
    const bool known = complaint_.open_offset < text_.size();
    const bool is_list = known && text_[complaint_.open_offset] == '[';
    return {complaint_.offset, what_stands_there(), is_list ? "',' or ']'" : "',' or '}'",
            known ? fmt::format("the '{}' at {} is open", text_[complaint_.open_offset],
                                mistakes_.place(complaint_.open_offset))
                  : ""};
  }

  [[nodiscard]] Wording unknown_start() const {
    if (is_question_mark_in_flow()) return question_mark();
    return with_hint("a value", "quote a text that begins with a mark that YAML keeps for itself");
  }

  /// The parser notices behind the escape.
  [[nodiscard]] Wording bad_escape(std::string expected, std::string hint) const {
    const std::size_t backslash = text_.substr(0, complaint_.offset).rfind('\\');
    if (backslash == std::string_view::npos) return as_told();
    return {backslash, fmt::format("the escape '{}'", escape_at(backslash)), std::move(expected), std::move(hint)};
  }

  [[nodiscard]] static Wording tab(std::size_t offset) { return {offset, "a tab in the indentation", "spaces", ""}; }

  [[nodiscard]] Wording as_told() const { return {complaint_.offset, complaint_.message, "YAML 1.2", ""}; }

 private:
  /// Inside brackets yaml-cpp ends a plain text at a question mark.
  [[nodiscard]] bool is_question_mark_in_flow() const {
    return text_.substr(complaint_.offset).starts_with('?') && complaint_.open_offset < text_.size() &&
           (text_[complaint_.open_offset] == '[' || text_[complaint_.open_offset] == '{');
  }

  [[nodiscard]] Wording question_mark() const {
    return with_hint("quotes around a text that holds a question mark",
                     "inside [ ] and { } it ends a text without quotes");
  }

  [[nodiscard]] std::string what_stands_there() const {
    if (complaint_.offset >= text_.size()) return "the end of the file";
    const std::string_view rest = text_.substr(complaint_.offset);
    return fmt::format("'{}'", excerpt(rest.substr(0, std::max<std::size_t>(1, rest.find('\n')))));
  }

  /// The backslash, the character behind it and, after x, u and U, the hexadecimal digits.
  [[nodiscard]] std::string_view escape_at(std::size_t backslash) const {
    const std::string_view rest = text_.substr(backslash);
    if (rest.size() == 1) return rest;
    std::size_t length = 1 + provider::first_character(rest.substr(1)).length;
    constexpr std::size_t longest = 10;
    const bool has_digits = rest[1] == 'x' || rest[1] == 'u' || rest[1] == 'U';
    while (has_digits && length < std::min(rest.size(), longest) && wire::hex_value(rest[length]) >= 0) {
      ++length;
    }
    return rest.substr(0, length);
  }

  /// A quote that was meant to end later, or earlier, leaves the rest of a line standing alone.
  [[nodiscard]] std::string hint_for_stray() const {
    const char before = complaint_.last_offset < text_.size() ? text_[complaint_.last_offset] : '\0';
    if (before != '"' && before != '\'') return "check the indentation, and quote a text that holds punctuation marks";
    return fmt::format("the quote that opens at {} is closed before this", mistakes_.place(complaint_.last_offset));
  }

  const YamlComplaint& complaint_;
  const Mistakes& mistakes_;
  std::string_view text_;
};

/// The messages of yaml-cpp 0.7 and 0.8, by how they begin.
struct Rule {
  std::string_view message;
  Wording (*wording)(const Translator& translator, std::size_t offset);
};

constexpr std::array rules{
    Rule{"illegal tab", [](const Translator&, std::size_t offset) { return Translator::tab(offset); }},
    Rule{"illegal map value", [](const Translator& t, std::size_t) { return t.misplaced_colon(); }},
    Rule{"illegal EOF in scalar", [](const Translator& t, std::size_t) { return t.unclosed_quote(); }},
    Rule{"illegal document indicator in scalar", [](const Translator& t, std::size_t) { return t.unclosed_quote(); }},
    Rule{"end of map flow not found", [](const Translator& t, std::size_t) { return t.unclosed_collection(); }},
    Rule{"end of sequence flow not found", [](const Translator& t, std::size_t) { return t.unclosed_collection(); }},
    Rule{"illegal flow end",
         [](const Translator& t, std::size_t) {
           return t.with_hint("the bracket that closes the innermost open one",
                              "quote a text that begins with a bracket");
         }},
    Rule{"end of map not found",
         [](const Translator& t, std::size_t) { return t.stray("the end of the line, or the mapping's next key"); }},
    Rule{"end of sequence not found",
         [](const Translator& t, std::size_t) { return t.stray("the end of the line, or the list's next '- '"); }},
    Rule{"illegal block entry",
         [](const Translator& t, std::size_t) { return t.stray("'- ' only where a list item can begin"); }},
    Rule{"illegal map key",
         [](const Translator& t, std::size_t) { return t.stray("'? ' only where a key can begin"); }},
    Rule{"unknown token", [](const Translator& t, std::size_t) { return t.unknown_start(); }},
    Rule{"unexpected character in block scalar",
         [](const Translator& t, std::size_t) {
           return t.with_hint("the end of the line after '|' or '>'", "quote a text that begins with one of them");
         }},
    Rule{"the referenced anchor is not defined",
         [](const Translator& t, std::size_t) {
           return t.with_hint("an alias to an earlier '&' anchor", "quote a text that begins with '*'");
         }},
    Rule{"invalid unicode",
         [](const Translator& t, std::size_t) {
           return t.bad_escape("the escape of a character",
                               R"(write a character past U+FFFF as itself or as \U and 8 digits, not as two \u)");
         }},
    Rule{"unknown escape character",
         [](const Translator& t, std::size_t) {
           return t.bad_escape("an escape that YAML has", R"(write \\ for a backslash, or use single quotes)");
         }},
    Rule{"bad character found while scanning hex number",
         [](const Translator& t, std::size_t) {
           return t.bad_escape(R"(2 hexadecimal digits after \x, 4 after \u, 8 after \U)", "");
         }},
    Rule{"bad file", [](const Translator& t, std::size_t) { return t.with_hint("lists and mappings less deep", ""); }},
};

}  // namespace

void add_complaint(const YamlComplaint& complaint, Mistakes& mistakes) {
  const Translator translator(complaint, mistakes);
  const auto matches = [&](const Rule& rule) { return complaint.message.starts_with(rule.message); };
  const auto* const rule = std::ranges::find_if(rules, matches);
  Wording wording = rule == rules.end() ? translator.as_told() : rule->wording(translator, complaint.offset);
  mistakes.add(wording.offset, std::move(wording.found), std::move(wording.expected), std::move(wording.hint));
}

bool lacks_space_after_colon(std::string_view text) {
  const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const std::size_t name = static_cast<std::size_t>(std::ranges::find_if_not(text, is_name) - text.begin());
  const std::string_view rest = text.substr(name);
  return name > 0 && rest.size() > 1 && rest[0] == ':' && rest[1] != ' ' && rest[1] != '\t' && rest[1] != ':' &&
         !rest.starts_with("://");
}

}  // namespace wiretape::tape
