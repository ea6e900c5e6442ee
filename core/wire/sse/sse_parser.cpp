#include "wiretape/core/wire/sse/sse_parser.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "wiretape/core/text/byte_order_mark.h"

// The grammar, after WHATWG HTML section 9.2.5:
//
//   stream   = [ BOM ] *event               what follows the last blank line is never dispatched
//   event    = *( comment / field ) end-of-line
//   comment  = ":" *any-char end-of-line
//   field    = name [ ":" [ SP ] *any-char ] end-of-line
//   end-of-line = CR LF / LF / CR
//
//   data: {"a":1}⏎   ⏎        the common event: two lines, found by two searches for LF, its data never copied
//   └name┘ └value┘
//
// Bytes that end in the middle of a line are held in line_; data that ends in the middle of an event in data_.

namespace wiretape::wire {
namespace {

constexpr std::string_view bom = text::byte_order_mark;
constexpr std::uint64_t longest_retry = std::numeric_limits<std::int64_t>::max();

// The value of the field where `line` is a field of that name.
std::optional<std::string_view> field_value(std::string_view line, std::string_view name) {
  if (!line.starts_with(name)) return std::nullopt;
  line.remove_prefix(name.size());
  if (line.empty()) return line;
  if (line.front() != ':') return std::nullopt;
  line.remove_prefix(1);
  if (line.starts_with(' ')) line.remove_prefix(1);
  return line;
}

std::optional<std::uint64_t> parse_retry(std::string_view digits) {
  if (digits.empty()) return std::nullopt;
  std::uint64_t milliseconds = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    const auto value = static_cast<std::uint64_t>(digit - '0');
    milliseconds = milliseconds > (longest_retry - value) / 10 ? longest_retry : milliseconds * 10 + value;
  }
  return milliseconds;
}

}  // namespace

SseItem SseParser::next(std::string_view& input) {
  if (too_large_) return *too_large_;
  if (dispatched_) forget_event();
  if (reports_stray_) {
    if (const auto event = read_blank_line()) return *event;
  }
  if (bom_matched_ < bom.size() && !skip_bom(input)) return too_large_ ? SseItem(*too_large_) : SseItem(SseNeedMore{});
  if (after_cr_) skip_lf_after_cr(input);

  while (const std::optional<Line> line = take_line(input)) {
    if (line->text.empty() && !line->truncated) {
      if (const std::optional<SseItem> item = read_blank_line()) return *item;
    } else if (const std::optional<std::string_view> data = field_value(line->text, "data")) {
      add_data(*data);
    } else if (const std::optional<SseItem> item = read_field(*line)) {
      keep_data();
      return *item;
    }
    if (too_large_) break;
  }
  if (too_large_) return *too_large_;
  keep_data();
  return SseNeedMore{};
}

// Whether the stream's first bytes are settled. A BOM that turns out not to be one is the front of the first line.
bool SseParser::skip_bom(std::string_view& input) {
  while (!input.empty() && bom_matched_ < bom.size() && input.front() == bom[bom_matched_]) {
    consume(input, 1);
    ++bom_matched_;
  }
  if (bom_matched_ == bom.size()) return true;
  if (input.empty()) return false;
  const std::string_view matched = bom.substr(0, bom_matched_);
  bom_matched_ = bom.size();
  return matched.empty() || hold(matched);
}

void SseParser::skip_lf_after_cr(std::string_view& input) {
  if (input.empty()) return;
  after_cr_ = false;
  if (input.front() == '\n') consume(input, 1);
}

// The next line where its end lies in the input; else nothing, and the input is held, or too_large_ is set.
std::optional<SseParser::Line> SseParser::take_line(std::string_view& input) {
  if (input.empty()) return std::nullopt;
  const std::size_t before_cr = length_before_cr(input);
  const void* lf = std::memchr(input.data(), '\n', before_cr);
  const std::size_t length =
      lf != nullptr ? static_cast<std::size_t>(static_cast<const char*>(lf) - input.data()) : before_cr;
  const std::string_view piece = input.substr(0, length);
  const bool ends_here = length < input.size();

  if (!line_open_) line_offset_ = consumed_;
  if (ends_here && !line_open_ && length <= limits_.line) {
    consume(input, length);
    consume_line_end(input);
    return Line{piece};
  }
  if (!hold(piece)) return std::nullopt;
  consume(input, length);
  if (!ends_here) return std::nullopt;
  consume_line_end(input);
  line_open_ = false;
  return Line{line_, line_truncated_};
}

// How many bytes at the front of the input hold no CR. What was searched is remembered as a place in the stream, so
// that input without CR is searched once however many lines it has, and nothing depends on where the caller's bytes
// lie. A search for LF that goes no further keeps streams of CR linear.
std::size_t SseParser::length_before_cr(std::string_view input) {
  const std::uint64_t end = consumed_ + input.size();
  if (no_cr_before_ < end) {
    const std::uint64_t from = std::max(no_cr_before_, consumed_);
    const char* start = input.data() + (from - consumed_);
    const void* cr = std::memchr(start, '\r', end - from);
    no_cr_before_ = cr != nullptr ? from + static_cast<std::uint64_t>(static_cast<const char*>(cr) - start) : end;
  }
  return std::min<std::uint64_t>(no_cr_before_, end) - consumed_;
}

void SseParser::consume_line_end(std::string_view& input) {
  after_cr_ = input.front() == '\r';
  consume(input, 1);
  if (after_cr_) skip_lf_after_cr(input);
}

// Appends to the line that straddles inputs. False, and too_large_ set, where that is above the cap and no comment.
bool SseParser::hold(std::string_view piece) {
  if (!line_open_) {
    keep_data();  // it may lie in line_
    line_.clear();
    line_open_ = true;
    line_truncated_ = false;
  }
  const std::size_t room = limits_.line - line_.size();
  if (piece.size() > room && !line_truncated_) {
    if ((line_.empty() ? piece : line_).front() != ':') {
      fail(SseTooLarge::What::line, limits_.line, line_offset_);
      return false;
    }
    line_truncated_ = true;
  }
  line_.append(piece.substr(0, room));
  return true;
}

void SseParser::consume(std::string_view& input, std::size_t length) {
  input.remove_prefix(length);
  consumed_ += length;
}

// Every line but a blank one and `data`. Some of these are items of their own.
std::optional<SseItem> SseParser::read_field(const Line& line) {
  if (line.truncated || line.text.front() == ':') {
    return SseComment{line.text.empty() ? line.text : line.text.substr(1), line.truncated};
  }
  if (const auto name = field_value(line.text, "event")) {
    name_ = *name;
  } else if (const auto id = field_value(line.text, "id")) {
    if (id->find('\0') == std::string_view::npos) new_id_ = *id;
  } else if (const auto retry = field_value(line.text, "retry")) {
    if (const auto milliseconds = parse_retry(*retry)) return SseRetry{*milliseconds};
  } else if (const auto error = field_value(line.text, "error"); error && !error->empty()) {
    return SseErrorField{*error};
  } else if (limits_.stray > 0) {
    add_stray(line.text);
  }
  return std::nullopt;
}

// Where there is stray text it comes first, and the blank line is read again.
std::optional<SseItem> SseParser::read_blank_line() {
  if (!stray_.empty() && !reports_stray_) {
    keep_data();
    reports_stray_ = true;
    return SseStray{stray_};
  }
  stray_.clear();
  reports_stray_ = false;
  end_event();
  if (!dispatched_) return std::nullopt;
  return SseEvent{name_.empty() ? std::string_view("message") : name_,
                  data_state_ == Data::borrowed ? borrowed_data_ : data_, last_event_id_};
}

void SseParser::add_stray(std::string_view line) {
  if (!stray_.empty()) stray_ += '\n';
  stray_ += line;
  if (stray_.size() > limits_.stray) stray_.resize(limits_.stray);
}

void SseParser::add_data(std::string_view value) {
  if (data_state_ == Data::none) {
    if (value.size() > limits_.event) return fail(SseTooLarge::What::event, limits_.event, line_offset_);
    event_offset_ = line_offset_;
    borrowed_data_ = value;
    data_state_ = Data::borrowed;
    return;
  }
  keep_data();
  if (value.size() >= limits_.event - data_.size()) return fail(SseTooLarge::What::event, limits_.event, event_offset_);
  data_ += '\n';
  data_ += value;
}

void SseParser::keep_data() {
  if (data_state_ != Data::borrowed) return;
  data_ = borrowed_data_;
  data_state_ = Data::owned;
}

void SseParser::end_event() {
  if (new_id_) {
    last_event_id_ = std::move(*new_id_);
    new_id_.reset();
  }
  dispatched_ = data_state_ != Data::none;
  if (!dispatched_) name_.clear();
}

void SseParser::forget_event() {
  name_.clear();
  data_.clear();
  data_state_ = Data::none;
  dispatched_ = false;
}

void SseParser::fail(SseTooLarge::What what, std::size_t limit, std::uint64_t offset) {
  too_large_ = SseTooLarge{what, limit, offset};
}

}  // namespace wiretape::wire
