#include "wiretape/core/yaml/split_documents.h"

#include <algorithm>

#include "wiretape/core/text/byte_order_mark.h"

namespace wiretape::yaml {
namespace {

bool is_marker(std::string_view line, std::string_view marker) {
  if (!line.starts_with(marker)) return false;
  line.remove_prefix(marker.size());
  return line.empty() || line.find_first_of(" \t\r\n") == 0;
}

/// Blank, a comment, or a directive for the document that follows.
bool is_before_document(std::string_view line) {
  const auto content = line.find_first_not_of(" \t\r\n");
  return content == line.npos || line[content] == '#' || line.front() == '%';
}

/// Takes a text's lines one after the other.
class DocumentSplitter {
 public:
  explicit DocumentSplitter(std::string_view text) : text_(text) {}

  void take(std::string_view line) {
    const auto begin = static_cast<std::size_t>(line.data() - text_.data());
    if (is_marker(line, "---")) {
      end_at(begin);
      has_content_ = true;
    } else if (is_marker(line, "...")) {
      end_at(begin + line.size());
    } else {
      has_content_ = has_content_ || !is_before_document(line);
    }
  }

  std::vector<DocumentText> finish() {
    has_content_ = has_content_ || documents_.empty();
    end_at(text_.size());
    return std::move(documents_);
  }

 private:
  /// Ends the document that there is.
  void end_at(std::size_t offset) {
    if (!has_content_) return;
    documents_.push_back({text_.substr(begin_, offset - begin_), lines_});
    lines_ += static_cast<std::size_t>(std::ranges::count(documents_.back().text, '\n'));
    begin_ = offset;
    has_content_ = false;
  }

  std::string_view text_;
  std::vector<DocumentText> documents_;
  std::size_t begin_ = 0;  // of the document that is read
  std::size_t lines_ = 0;  // before that
  bool has_content_ = false;
};

}  // namespace

std::vector<DocumentText> split_documents(std::string_view text) {
  text = text::without_byte_order_mark(text);
  DocumentSplitter splitter(text);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    splitter.take(text.substr(begin, end - begin));
    begin = end;
  }
  return splitter.finish();
}

}  // namespace wiretape::yaml
