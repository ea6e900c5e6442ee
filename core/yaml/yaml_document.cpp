#include "wiretape/core/yaml/yaml_document.h"

#include <algorithm>
#include <new>
#include <string_view>

#include <yaml.h>

#include "wiretape/core/text/utf8.h"
#include "wiretape/core/yaml/joined_pairs.h"
#include "wiretape/core/yaml/yaml_complaint.h"
#include "wiretape/core/yaml/yaml_tree_builder.h"

namespace wiretape::yaml {
namespace {

std::string_view view_of(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

/// Where the first line begins, from `offset` on, that is neither blank nor a comment nor the end of a document; the
/// end of the text where there is none.
std::size_t next_line_that_counts(std::string_view text, std::size_t offset) {
  while (offset < text.size()) {
    const std::size_t content = text.find_first_not_of(" \t", offset);
    if (content == std::string_view::npos) break;
    const bool ends_document = text.substr(offset).starts_with("...");
    if (text[content] != '\n' && text[content] != '#' && !ends_document) return offset;
    offset = std::min(text.find('\n', content), text.size() - 1) + 1;
  }
  return text.size();
}

/// Where a %TAG directive stands before the document; npos: there is none. Tags are not for tapes, and libyaml compares
/// each of these with all before it, and copies what it stands for into each tag.
std::size_t tag_directive(std::string_view text) {
  std::size_t line = next_line_that_counts(text, 0);
  while (text.substr(line).starts_with('%')) {
    if (text.substr(line).starts_with("%TAG")) return line;
    line = next_line_that_counts(text, std::min(text.find('\n', line), text.size()));
  }
  return std::string_view::npos;
}

/// Turns the parser's marks, which count characters, into bytes of the text. Marks are asked for in about the order of
/// the text, so each step is short.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text) : text_(text) {}

  std::size_t of(const yaml_mark_t& mark) {
    while (characters_ < mark.index && offset_ < text_.size()) {
      ++characters_;
      do {
        ++offset_;
      } while (is_inside_character());
    }
    while (characters_ > mark.index) {
      --characters_;
      do {
        --offset_;
      } while (is_inside_character());
    }
    return offset_;
  }

 private:
  [[nodiscard]] bool is_inside_character() const {
    return offset_ < text_.size() && text::continues_character(text_[offset_]);
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t characters_ = 0;
};

/// A libyaml parser of one text.
class Parser {
 public:
  explicit Parser(std::string_view text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const yaml_char_t*>(text.data()), text.size());
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  /// The next event, valid until the next call; nullptr where the text is no YAML, for the reason in state().
  const yaml_event_t* next() {
    yaml_event_delete(&event_);
    if (yaml_parser_parse(&parser_, &event_) == 0) {
      if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
      return nullptr;
    }
    return &event_;
  }

  [[nodiscard]] const yaml_parser_t& state() const { return parser_; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

/// Passes the events of the first document on to the builder and refuses a second one.
class Events {
 public:
  Events(ByteOffsets& offsets, YamlTreeBuilder& builder, Mistakes& mistakes)
      : offsets_(&offsets), builder_(&builder), mistakes_(&mistakes) {}

  /// False: reading on is of no use, for the reason noted.
  bool take(const yaml_event_t& event) {
    const std::size_t offset = offsets_->of(event.start_mark);
    if (begins_value(event) && is_behind_question_mark(offset)) {
      mistakes_->add(offset - 1, "a '?' that begins a text inside brackets", "quotes around the text");
      return false;
    }
    if (mistakes_->is_full()) return false;
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (documents_++ == 0) return true;
        return refuse_second_document(offset);
      case YAML_DOCUMENT_END_EVENT: {
        // Directives of a second document would be read before its start is told.
        const std::string_view text = mistakes_->source().text();
        const std::size_t next = next_line_that_counts(text, offsets_->of(event.end_mark));
        return !text.substr(next).starts_with('%') || refuse_second_document(next);
      }
      case YAML_ALIAS_EVENT:
        return builder_->on_alias(offset, view_of(event.data.alias.anchor));
      case YAML_SCALAR_EVENT:
        return take_scalar(offset, event.data.scalar);
      case YAML_SEQUENCE_START_EVENT:
        return builder_->on_list_start(offset, tag_of(event.data.sequence_start.tag),
                                       view_of(event.data.sequence_start.anchor));
      case YAML_MAPPING_START_EVENT:
        return builder_->on_mapping_start(offset, tag_of(event.data.mapping_start.tag),
                                          view_of(event.data.mapping_start.anchor));
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        builder_->on_end();
        return true;
      default:
        return true;
    }
  }

 private:
  bool refuse_second_document(std::size_t offset) {
    mistakes_->add(offset, "a second document", "one document in a file");
    return false;
  }

  /// Not so the end of a list, nor a value that is left out, as in `[a?]` and `{a?}`: what stands before them is a
  /// text's.
  static bool begins_value(const yaml_event_t& event) {
    const bool is_end = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
    return !is_end && event.start_mark.index != event.end_mark.index;
  }

  /// YAML 1.2 has a text begin with `?` where no blank follows; libyaml takes that for `? `, but outside of brackets.
  [[nodiscard]] bool is_behind_question_mark(std::size_t offset) const {
    const std::string_view text = mistakes_->source().text();
    return offset > 0 && offset < text.size() && text[offset - 1] == '?' && text[offset] > ' ';
  }

  template <class Scalar>
  bool take_scalar(std::size_t offset, const Scalar& scalar) {
    const std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const bool plain = scalar.plain_implicit != 0 && scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && value.empty()) return builder_->on_nothing(offset, view_of(scalar.anchor));
    const std::string_view tag = scalar.tag != nullptr ? view_of(scalar.tag) : plain ? "?" : "!";
    return builder_->on_scalar(offset, tag, view_of(scalar.anchor), value);
  }

  static std::string_view tag_of(const yaml_char_t* tag) { return tag == nullptr ? "?" : view_of(tag); }

  ByteOffsets* offsets_;
  YamlTreeBuilder* builder_;
  Mistakes* mistakes_;
  int documents_ = 0;
};

}  // namespace

std::optional<YamlDocument> parse_yaml(LoadLimits limits, Mistakes& mistakes) {
  const std::string_view text = mistakes.source().text();
  if (const std::size_t at = tag_directive(text); at != std::string_view::npos) {
    mistakes.add(at, "a %TAG directive", "no directive, or %YAML 1.2", "the only tag is !b64");
    return std::nullopt;
  }
  YamlDocument document;
  YamlTreeBuilder builder(limits, document.nodes, mistakes);
  ByteOffsets offsets(text);
  Events events(offsets, builder, mistakes);
  const auto joined = with_joined_pairs(text);
  Parser parser(joined ? std::string_view(*joined) : text);
  while (const yaml_event_t* event = parser.next()) {
    if (event->type == YAML_STREAM_END_EVENT) {
      document.root = builder.root();
      return document;
    }
    if (!events.take(*event)) return std::nullopt;
  }
  const yaml_parser_t& state = parser.state();
  const auto offset = offsets.of(state.problem_mark);
  add_complaint({.message = state.problem,
                 .offset = joined ? place_before_joining(*joined, offset) : offset,
                 .context = state.context == nullptr ? "" : state.context,
                 .context_offset = offsets.of(state.context_mark),
                 .open_offset = builder.open_offset(),
                 .last_offset = builder.last_offset()},
                mistakes);
  return std::nullopt;
}

}  // namespace wiretape::yaml
