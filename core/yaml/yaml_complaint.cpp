#include "wiretape/core/yaml/yaml_complaint.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "wiretape/core/text/excerpt.h"
#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::yaml {
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
    return tab_at(start_of_line(text_, complaint_.offset) + at);
  }

  [[nodiscard]] Wording misplaced_colon() const {
    const std::size_t line = start_of_line(text_, complaint_.offset);
    // A line without the space is no key, so the parser reads on and stumbles over the next line's colon.
    if (line > 0 && lacks_space_after_colon(without_list_marks(line_at(text_, line - 1)))) {
      const std::string_view found = without_list_marks(line_at(text_, line - 1));
      return not_a_key(static_cast<std::size_t>(found.data() - text_.data()), found);
    }
    if (auto wording = tab_in_indentation()) return *wording;
    return {complaint_.offset, "a colon where no key can end", "one 'key: value' a line",
            "check the indentation, and quote a text that holds a colon and a blank"};
  }

  [[nodiscard]] Wording unclosed_quote() const {
    return {complaint_.context_offset, "a quote that is not closed", "the same quote again, at the end of the text",
            ""};
  }

  /// A text that stands where only a key can.
  [[nodiscard]] Wording no_key() const {
    const std::string_view found = without_list_marks(line_at(text_, complaint_.context_offset));
    return not_a_key(complaint_.context_offset, found);
  }

  /// Something that the block around it has no place for.
  [[nodiscard]] Wording stray(std::string expected) const {
    if (auto wording = tab_in_indentation()) return *wording;
    if (text_.substr(complaint_.offset).starts_with(':')) return missing_key();
    return with_hint(std::move(expected), hint_for_stray());
  }

  [[nodiscard]] Wording with_hint(std::string expected, std::string hint) const {
    return {complaint_.offset, what_stands_there(), std::move(expected), std::move(hint)};
  }

  [[nodiscard]] Wording unclosed_collection() const { return unclosed_bracket(complaint_.context_offset); }

  [[nodiscard]] Wording unknown_start() const {
    if (text_.substr(complaint_.offset).starts_with('\t')) return tab();
    return with_hint("a value", "quote a text that begins with a mark that YAML keeps for itself");
  }

  /// Something that stands where a value should.
  [[nodiscard]] Wording no_value() const {
    if (complaint_.offset >= text_.size()) {
      // Only brackets want a value there; an anchor may come before them.
      const std::size_t bracket = text_.find_first_of("[{", complaint_.open_offset);
      if (bracket != std::string_view::npos) return unclosed_bracket(bracket);
    }
    const std::string_view rest = text_.substr(complaint_.offset);
    if (rest.starts_with(':')) return missing_key();
    if (rest.starts_with(']') || rest.starts_with('}')) {
      return with_hint("the bracket that closes the innermost open one", "quote a text that begins with a bracket");
    }
    return with_hint("a value", "write \"\" for an empty text, and quote one that begins with a mark of YAML's");
  }

  /// The name of an anchor, an alias or a tag; the context says where its mark stands.
  [[nodiscard]] Wording bad_name() const {
    const std::string_view rest = text_.substr(complaint_.context_offset);
    const std::string_view word = rest.substr(0, std::max<std::size_t>(1, rest.find_first_of(" \t\n")));
    return {complaint_.context_offset, fmt::format("'{}'", text::excerpt(word)),
            "a name of ASCII letters, digits, '-' and '_' after '&', '*' or '!'",
            fmt::format("quote a text that begins with '{}'", rest.substr(0, 1))};
  }

  [[nodiscard]] Wording directive() const {
    const std::size_t offset = complaint_.context.empty() ? complaint_.offset : complaint_.context_offset;
    return {offset, fmt::format("'{}'", text::excerpt(line_at(text_, offset))), "no directive, or %YAML 1.2",
            "quote a text that begins with '%'"};
  }

  [[nodiscard]] Wording unknown_escape() const {
    return escape_wording(complaint_.offset, "an escape that YAML has",
                          R"(write \\ for a backslash, or use single quotes)");
  }

  /// The parser notices behind the backslash and its letter.
  [[nodiscard]] Wording bad_number(std::string expected, std::string hint) const {
    const std::size_t backslash = text_.substr(0, complaint_.offset).rfind('\\');
    return escape_wording(backslash, std::move(expected), std::move(hint));
  }

  /// Spaces before it are indentation, which the first line of a block text sets.
  [[nodiscard]] Wording tab_in_block_text() const {
    Wording wording = tab();
    wording.hint = "write |2 instead of | for a text that begins with a tab, or use double quotes and \\t";
    return wording;
  }

  [[nodiscard]] Wording tab() const { return tab_at(complaint_.offset); }

  [[nodiscard]] Wording text_after_the_end() const {
    if (complaint_.offset >= text_.size()) return with_hint("'---' and a document after the directives", "");
    return {complaint_.offset, "text after the end of the document", "the end of the file",
            "is it indented as what it belongs to?"};
  }

  [[nodiscard]] Wording as_told() const { return {complaint_.offset, std::string(complaint_.message), "YAML 1.2", ""}; }

 private:
  [[nodiscard]] static Wording not_a_key(std::size_t offset, std::string_view found) {
    return {offset, fmt::format("'{}', which is no key", text::excerpt(found)), "'key: value'",
            lacks_space_after_colon(found) ? "put a space after the colon"
                                           : "check the indentation, and quote a text that goes over several lines"};
  }

  [[nodiscard]] Wording escape_wording(std::size_t backslash, std::string expected, std::string hint) const {
    return {backslash, fmt::format("the escape '{}'", escape_at(backslash)), std::move(expected), std::move(hint)};
  }

  [[nodiscard]] Wording unclosed_bracket(std::size_t open) const {
    const bool is_list = text_.substr(open).starts_with('[');
    return {complaint_.offset, what_stands_there(), is_list ? "',' or ']'" : "',' or '}'",
            is_colon_in_text() ? "quote a text that holds a colon and a blank"
                               : fmt::format("the '{}' at {} is open", is_list ? '[' : '{', mistakes_.place(open))};
  }

  /// A colon behind a text without quotes, on the same line.
  [[nodiscard]] bool is_colon_in_text() const {
    if (!text_.substr(complaint_.offset).starts_with(':') || complaint_.last_offset >= complaint_.offset) return false;
    const std::string_view before = text_.substr(complaint_.last_offset, complaint_.offset - complaint_.last_offset);
    return before.find_first_of("\n\"'") == std::string_view::npos;
  }

  [[nodiscard]] Wording missing_key() const {
    return with_hint("a key before the colon", "quote a text that begins with a colon");
  }

  [[nodiscard]] static Wording tab_at(std::size_t offset) { return {offset, "a tab in the indentation", "spaces", ""}; }

  [[nodiscard]] std::string what_stands_there() const {
    if (complaint_.offset >= text_.size()) return "the end of the file";
    const std::string_view rest = text_.substr(complaint_.offset);
    return fmt::format("'{}'", text::excerpt(rest.substr(0, std::max<std::size_t>(1, rest.find('\n')))));
  }

  /// The backslash, the character behind it and, after x, u and U, the hexadecimal digits.
  [[nodiscard]] std::string_view escape_at(std::size_t backslash) const {
    const std::string_view rest = text_.substr(backslash);
    if (rest.size() == 1) return rest;
    std::size_t length = 1 + text::first_character(rest.substr(1)).length;
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

/// The messages of libyaml 0.2, by what they hold.
struct Rule {
  std::string_view message;
  Wording (*wording)(const Translator& translator);
};

constexpr std::array rules{
    Rule{"found a tab character where an indentation", [](const Translator& t) { return t.tab_in_block_text(); }},
    Rule{"found a tab character", [](const Translator& t) { return t.tab(); }},
    Rule{"found unexpected ':'",
         [](const Translator& t) {
           return t.with_hint("a blank after the colon", "quote a text with a colon before a bracket or a comma");
         }},
    Rule{"mapping values are not allowed", [](const Translator& t) { return t.misplaced_colon(); }},
    Rule{"could not find expected ':'", [](const Translator& t) { return t.no_key(); }},
    Rule{"found unexpected end of stream", [](const Translator& t) { return t.unclosed_quote(); }},
    Rule{"found unexpected document indicator", [](const Translator& t) { return t.unclosed_quote(); }},
    Rule{"expected ',' or ']'", [](const Translator& t) { return t.unclosed_collection(); }},
    Rule{"expected ',' or '}'", [](const Translator& t) { return t.unclosed_collection(); }},
    Rule{"did not find expected key",
         [](const Translator& t) { return t.stray("the end of the line, or the mapping's next key"); }},
    Rule{"did not find expected '-' indicator",
         [](const Translator& t) { return t.stray("the end of the line, or the list's next '- '"); }},
    Rule{"block sequence entries are not allowed",
         [](const Translator& t) { return t.stray("'- ' only where a list item can begin"); }},
    Rule{"mapping keys are not allowed",
         [](const Translator& t) { return t.stray("'? ' only where a key can begin"); }},
    Rule{"did not find expected <document start>", [](const Translator& t) { return t.text_after_the_end(); }},
    Rule{"found incompatible YAML document", [](const Translator& t) { return t.directive(); }},
    Rule{"found character that cannot start any token", [](const Translator& t) { return t.unknown_start(); }},
    Rule{"did not find expected node content", [](const Translator& t) { return t.no_value(); }},
    Rule{"found undefined tag handle",
         [](const Translator& t) {
           return t.with_hint("no tag, or !b64 before base64 text", "quote a text that begins with '!'");
         }},
    Rule{"did not find expected comment or line break",
         [](const Translator& t) {
           return t.with_hint("the end of the line after '|' or '>'", "quote a text that begins with one of them");
         }},
    Rule{"found invalid Unicode character escape code",
         [](const Translator& t) {
           return t.bad_number("the escape of a character",
                               R"(write a character past U+FFFF as itself or as \U and 8 digits, not as two \u)");
         }},
    Rule{"found unknown escape character", [](const Translator& t) { return t.unknown_escape(); }},
    Rule{"did not find expected hexdecimal number",
         [](const Translator& t) {
           return t.bad_number(R"(2 hexadecimal digits after \x, 4 after \u, 8 after \U)", "");
         }},
};

/// What libyaml was about, where that says more than the message.
constexpr std::array contexts{
    Rule{"while scanning an a", [](const Translator& t) { return t.bad_name(); }},  // anchor or alias
    Rule{"while scanning a tag", [](const Translator& t) { return t.bad_name(); }},
    Rule{"while parsing a tag", [](const Translator& t) { return t.bad_name(); }},
    Rule{"while scanning a directive", [](const Translator& t) { return t.directive(); }},
    Rule{"while scanning a %", [](const Translator& t) { return t.directive(); }},
};

const Rule* rule_for(const YamlComplaint& complaint) {
  const auto* const context =
      std::ranges::find_if(contexts, [&](const Rule& rule) { return complaint.context.starts_with(rule.message); });
  if (context != contexts.end()) return context;
  const auto* const rule = std::ranges::find_if(rules, [&](const Rule& candidate) {
    return complaint.message.find(candidate.message) != std::string_view::npos;
  });
  return rule == rules.end() ? nullptr : rule;
}

}  // namespace

void add_complaint(const YamlComplaint& complaint, Mistakes& mistakes) {
  const Translator translator(complaint, mistakes);
  const Rule* const rule = rule_for(complaint);
  Wording wording = rule == nullptr ? translator.as_told() : rule->wording(translator);
  mistakes.add(wording.offset, std::move(wording.found), std::move(wording.expected), std::move(wording.hint));
}

bool lacks_space_after_colon(std::string_view text) {
  const auto is_name = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const std::size_t name = static_cast<std::size_t>(std::ranges::find_if_not(text, is_name) - text.begin());
  const std::string_view rest = text.substr(name);
  return name > 0 && rest.size() > 1 && rest[0] == ':' && rest[1] != ' ' && rest[1] != '\t' && rest[1] != ':' &&
         !rest.starts_with("://");
}

}  // namespace wiretape::yaml
