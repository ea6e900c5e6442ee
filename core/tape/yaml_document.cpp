#include "wiretape/core/tape/yaml_document.h"

#include <algorithm>
#include <array>
#include <exception>
#include <istream>
#include <streambuf>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "wiretape/core/tape/open_quote.h"
#include "wiretape/core/tape/yaml_complaint.h"
#include "wiretape/core/tape/yaml_tree_builder.h"

namespace wiretape::tape {
namespace {

/// Ends a parse from inside the parser's callbacks. The reason is among the mistakes by then.
struct Stop {};

/// Hands the text to the parser piece by piece, and counts what the parser may have to keep.
///
/// Inside a list or mapping whose `[` or `{` may still turn out to begin a key, yaml-cpp keeps every token and reports
/// none. Each token begins at one of a few punctuation marks, so their number since the last report bounds what it
/// keeps.
class TextFeed : public std::streambuf {
 public:
  /// As many marks as values may come at once, but no more than the parser keeps in 100 MB at up to 250 bytes each.
  /// Below some thousands the limit would only count the pieces.
  TextFeed(std::string_view text, std::size_t most_values)
      : text_(text),
        tail_(tail_for(text)),
        most_pending_marks_(std::clamp<std::size_t>(most_values, 10'000, 300'000)) {}

  /// To be called for each value that the parser reports.
  void note_progress() { pending_marks_ = 0; }

  [[nodiscard]] bool is_overfull() const { return pending_marks_ > most_pending_marks_; }

  [[nodiscard]] std::size_t most_pending_marks() const { return most_pending_marks_; }

 protected:
  int_type underflow() override {
    if (text_.empty()) text_.swap(tail_);
    if (text_.empty()) return traits_type::eof();
    const std::string_view piece = text_.substr(0, buffer_.size());
    pending_marks_ += static_cast<std::size_t>(std::ranges::count_if(piece, is_token_mark));
    if (is_overfull()) throw Stop{};
    std::ranges::copy(piece, buffer_.begin());
    setg(buffer_.data(), buffer_.data(), buffer_.data() + piece.size());
    text_.remove_prefix(piece.size());
    return traits_type::to_int_type(buffer_.front());
  }

 private:
  static bool is_token_mark(char byte) {
    constexpr std::string_view marks = "[]{},:?-&*!|>'\"#";
    return marks.find(byte) != std::string_view::npos;
  }

  /// yaml-cpp 0.7 accepts a quote that is open at the end of the file where that is the end of a line, or blank. With a
  /// comment there it does not; nothing else changes.
  static std::string_view tail_for(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \t");
    if (last == std::string_view::npos || text[last] != '\n') return {};
    return last + 1 == text.size() ? "# end" : "\n# end";
  }

  std::string_view text_;
  std::string_view tail_;
  std::array<char, 2048> buffer_{};
  std::size_t most_pending_marks_;
  std::size_t pending_marks_ = 0;
};

/// The byte of the text that a mark means. It may lie in the tail, and be unknown.
std::size_t offset_of(const YAML::Mark& mark, std::string_view text) {
  return std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text.size());
}

/// Passes the events of the first document on to the builder and refuses a second one.
class Events : public YAML::EventHandler {
 public:
  Events(TextFeed& feed, YamlTreeBuilder& builder, Mistakes& mistakes)
      : feed_(&feed), builder_(&builder), mistakes_(&mistakes), text_(mistakes.source().text()) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    // The parser begins a document at `---`, but also at anything that the first one has no place for.
    const std::size_t offset = offset_of(mark);
    if (text_.substr(offset).starts_with("---")) {
      mistakes_->add(offset, "a second document", "one document in a file");
    } else {
      mistakes_->add(offset, "text after the end of the document", "the end of the file",
                     "is it indented as what it belongs to?");
    }
    throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    go_on(builder_->on_null(offset_of(mark), anchor));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    go_on(builder_->on_alias(offset_of(mark), anchor));
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    last_text_is_empty_ = value.empty();
    go_on(builder_->on_scalar(offset_of(mark), tag, anchor, value));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    go_on(builder_->on_list_start(offset_of(mark), tag, anchor));
  }
  void OnSequenceEnd() override { builder_->on_end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    go_on(builder_->on_mapping_start(offset_of(mark), tag, anchor));
  }
  void OnMapEnd() override { builder_->on_end(); }

  /// Whether the last scalar had no content.
  [[nodiscard]] bool last_text_is_empty() const { return last_text_is_empty_; }

 private:
  [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const { return tape::offset_of(mark, text_); }

  void go_on(bool within_limits) {
    if (!within_limits) throw Stop{};
    feed_->note_progress();
  }

  TextFeed* feed_;
  YamlTreeBuilder* builder_;
  Mistakes* mistakes_;
  std::string_view text_;
  int documents_ = 0;
  bool last_text_is_empty_ = false;
};

void complain(const std::string& message, std::size_t offset, const YamlTreeBuilder& builder, Mistakes& mistakes) {
  add_complaint({.message = message,
                 .offset = offset,
                 .last_offset = builder.last_offset(),
                 .open_offset = builder.open_offset()},
                mistakes);
}

}  // namespace

std::optional<YamlDocument> parse_yaml(LoadLimits limits, Mistakes& mistakes) {
  const std::string_view text = mistakes.source().text();
  YamlDocument document;
  YamlTreeBuilder builder(limits, document.nodes, mistakes);
  TextFeed feed(text, limits.nodes);
  std::istream stream(&feed);
  try {
    YAML::Parser parser(stream);
    Events events(feed, builder, mistakes);
    if (parser.HandleNextDocument(events)) parser.HandleNextDocument(events);
    // What TextFeed's tail does not catch: a quote that is the last character of all.
    if (events.last_text_is_empty() && find_open_quote(text, builder.last_offset()) != std::string_view::npos) {
      complain(YAML::ErrorMsg::EOF_IN_SCALAR, text.size(), builder, mistakes);
      return std::nullopt;
    }
  } catch (const Stop&) {
    if (feed.is_overfull()) {
      mistakes.add(builder.last_offset(), "a value that is too large to read",
                   fmt::format("at most {} punctuation marks in a line or flow collection", feed.most_pending_marks()));
    }
    return std::nullopt;
  } catch (const YAML::Exception& exception) {
    const std::size_t offset = exception.mark.is_null() ? builder.last_offset() : offset_of(exception.mark, text);
    complain(exception.msg, offset, builder, mistakes);
    return std::nullopt;
  } catch (const std::exception& exception) {  // out of memory, or a flaw of the parser
    complain(exception.what(), builder.last_offset(), builder, mistakes);
    return std::nullopt;
  }
  document.root = builder.root();
  return document;
}

}  // namespace wiretape::tape
