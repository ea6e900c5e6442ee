#include "wiretape/core/wire/http/http_head_reader.h"

#include <utility>

// HTTP-message = *CRLF start-line CRLF *( field-line CRLF ) CRLF [ body ]      RFC 9112 section 2.1
//                |     |                                        |
//                0     start_                                   consumed_ once the head is whole

namespace wiretape::wire {
namespace {

constexpr int max_empty_lines = 4;

/// Told at once: whoever speaks another protocol need never send a line end.
bool may_begin_status_line(std::string_view seen) {
  constexpr std::string_view protocol = "HTTP/";
  return protocol.starts_with(seen.substr(0, protocol.size()));
}

HttpError moved(HttpError error, std::size_t offset) {
  error.offset += offset;
  return error;
}

}  // namespace

HttpHeadStep HttpHeadReader::next(std::string_view& input) {
  const std::size_t before = buffer_.size();
  if (before == 0) {
    auto step = scan(input);
    if (std::holds_alternative<HttpHeadNeedMore>(step)) buffer_ = input;
    input.remove_prefix(consumed_);
    return step;
  }
  buffer_.append(input.substr(0, limit_ + 1 - before));  // one byte above the limit tells that it is exceeded
  auto step = scan(buffer_);
  input.remove_prefix(consumed_ - before);
  return step;
}

HttpHeadStep HttpHeadReader::scan(std::string_view seen) {
  const std::string_view allowed = seen.substr(0, limit_);
  if (kind_ == HttpHeadKind::response && !may_begin_status_line(seen)) {
    return HttpError{400, "no HTTP version in the start line", 0};
  }
  for (;;) {
    const std::size_t line_feed = allowed.find('\n', searched_);
    if (line_feed == std::string_view::npos) break;
    if (line_feed == 0 || allowed[line_feed - 1] != '\r') return HttpError{400, "bare LF in the head", line_feed};

    const std::size_t begin = std::exchange(line_begin_, line_feed + 1);
    searched_ = line_begin_;
    const std::string_view line = allowed.substr(begin, line_feed - 1 - begin);
    if (auto error = check_line(line, begin)) return moved(std::move(*error), begin);
    if (!has_start_line_) {
      start_ = line_begin_;
    } else if (line.empty()) {
      consumed_ = line_begin_;
      return HttpHeadBytes{allowed.substr(start_, consumed_ - start_), allowed.substr(fields_, begin - fields_)};
    }
  }
  if (seen.size() > limit_) {
    const bool in_target = !has_start_line_ && kind_ == HttpHeadKind::request;
    return HttpError{in_target ? 414 : 431, in_target ? "request line too long" : "head too long", limit_};
  }
  searched_ = consumed_ = seen.size();
  begun_ = has_start_line_ || (start_ < seen.size() && seen.substr(start_) != "\r");
  return HttpHeadNeedMore{};
}

std::optional<HttpError> HttpHeadReader::check_line(std::string_view line, std::size_t begin) {
  if (has_start_line_) return line.empty() ? rules_.check_whole() : rules_.check_field_line(line, begin - fields_);
  if (line.empty() && kind_ == HttpHeadKind::request) {
    if (++empty_lines_ <= max_empty_lines) return std::nullopt;
    return HttpError{400, "too many empty lines before the request line", 0};
  }
  has_start_line_ = true;
  fields_ = line_begin_;
  return rules_.check_start_line(line);
}

}  // namespace wiretape::wire
