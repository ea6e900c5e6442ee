#include "wiretape/core/redact/stream/stream_redactor.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/text/utf8.h"
#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

// Where the texts of 128 paths ended: in sets of four, so that those of an event hardly ever drive each other out.
constexpr std::size_t path_sets = 32;
constexpr std::size_t paths_in_set = 4;
constexpr std::string_view data_of_event = "data:";

// What a backslash and this character stand for; 0: nothing.
constexpr char short_escape(char c) {
  constexpr std::string_view written = "\"\\/bfnrt";
  constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
  const auto at = written.find(c);
  return at == written.npos ? '\0' : meant[at];
}

// As UTF-8; half of a surrogate pair by itself, as if it were a character.
std::string utf8_of(std::uint32_t unit) {
  const auto last = static_cast<char>(0x80U | (unit & 0x3FU));
  if (unit < 0x80) return {static_cast<char>(unit)};
  if (unit < 0x800) return {static_cast<char>(0xC0U | unit >> 6U), last};
  return {static_cast<char>(0xE0U | unit >> 12U), static_cast<char>(0x80U | (unit >> 6U & 0x3FU)), last};
}

}  // namespace

StreamRedactor::StreamRedactor(SharedPatterns patterns)
    : patterns_(std::move(patterns)), place_(*patterns_), outside_(*patterns_, '1'), inside_(*patterns_, '*') {}

void StreamRedactor::feed(std::string_view bytes, std::string& out) {
  bytes_.append(bytes);
  while (!bytes.empty()) {
    const std::size_t taken = in_string_ ? in_string(bytes) : outside(bytes);
    bytes.remove_prefix(taken);
  }
  bytes_.release(held_from(), out);
}

void StreamRedactor::finish(std::string& out) {
  bytes_.release(bytes_.end(), out);
}

// Up to and with the next quote.
std::size_t StreamRedactor::outside(std::string_view bytes) {
  const std::size_t quote = std::min(bytes.find('"'), bytes.size());
  const std::string_view run = bytes.substr(0, quote);
  const bool ends = quote < bytes.size();
  const std::uint64_t begin = at_;
  for (const char c : run) {
    structural(c);
    ++at_;
  }
  // What stands behind a quote is another text: of that before it only what is found in it matters.
  if (!ends || !outside_.is_idle_in(TextStop::quote, run)) outside_.feed_until(TextStop::quote, run, begin, bytes_);
  if (!ends) return quote;
  ++at_;
  at_line_start_ = false;
  field_ = 0;
  begin_string();
  return quote + 1;
}

void StreamRedactor::structural(char c) {
  if (is_of_line(c)) return;
  if (place_.is_secret() && wire::is_digit(c)) bytes_.mask(at_, 1, at_, '1');
  place_.structural(c);
}

// Whether a byte is of the lines and not of the JSON in them. A new event begins a new JSON text, whatever the last one
// came to.
bool StreamRedactor::is_of_line(char c) {
  if (c == '\n') {
    event_begins_ |= at_line_start_;
    at_line_start_ = true;
    field_ = 0;
    return true;
  }
  if (c == '\r' || !(at_line_start_ || field_ > 0)) return false;
  at_line_start_ = false;
  field_ = c == data_of_event[field_] ? field_ + 1 : 0;
  if (field_ < data_of_event.size()) return false;
  field_ = 0;
  if (event_begins_) place_.reset();
  event_begins_ = false;
  return true;
}

void StreamRedactor::begin_string() {
  outside_.begin_text();
  in_string_ = true;
  is_name_ = place_.expects_name();
  is_secret_ = !is_name_ && place_.is_secret();
  path_ = place_.path();
  if (is_name_) place_.begin_name();
  if (!is_secret_) go_on_at_path();
}

void StreamRedactor::end_string() {
  in_string_ = false;
  if (is_name_) {
    place_.end_name();
  } else {
    if (!is_secret_) keep_at_path();
    place_.end_value();
  }
}

// No string of JSON goes over the end of a line: that was no quote, but text like what stands before and behind.
void StreamRedactor::break_string() {
  in_string_ = false;
  if (is_secret_) return;
  std::swap(outside_, inside_);
  outside_.mask_numbers_with('1');
  inside_.mask_numbers_with('*');
}

std::size_t StreamRedactor::in_string(std::string_view bytes) {
  if (escape_ == Escape::backslash) return escaped(bytes.front());
  if (escape_ == Escape::unicode) return in_unicode(bytes.front());
  const std::size_t stop = plain(bytes);
  if (is_name_) place_.name(bytes.substr(0, stop));
  at_ += stop;
  if (stop == bytes.size()) return stop;
  if (bytes[stop] == '\n') {
    break_string();
    return stop;
  }
  ++at_;
  if (bytes[stop] == '"') {
    end_string();
  } else {
    escape_ = Escape::backslash;
    escape_bytes_[0] = '\\';
    escape_length_ = 1;
  }
  return stop + 1;
}

// What stands before the end of the string and the next escape; returns how much that is.
std::size_t StreamRedactor::plain(std::string_view bytes) {
  if (!is_secret_) return inside_.feed_until(TextStop::string, bytes, at_, bytes_);
  const std::size_t stop = std::min(bytes.find_first_of("\"\\\n"), bytes.size());
  bytes_.mask(at_, stop, at_, '*');
  return stop;
}

void StreamRedactor::character(char c, std::uint64_t offset, std::uint8_t width) {
  if (is_name_) place_.name({&c, 1});
  if (is_secret_) {
    bytes_.mask(offset, width, at_, '*');
  } else {
    inside_.feed(c, offset, width, bytes_);
  }
}

std::size_t StreamRedactor::escaped(char c) {
  if (c == 'u') {
    escape_ = Escape::unicode;
    escape_bytes_[escape_length_++] = c;
    ++at_;
    return 1;
  }
  const char meant = short_escape(c);
  if (meant == '\0') {
    escape_is_none();
    return 0;
  }
  escape_ = Escape::none;
  ++at_;
  character(meant, at_ - 2, 2);
  return 1;
}

std::size_t StreamRedactor::in_unicode(char c) {
  if (wire::hex_value(c) < 0) {
    escape_is_none();
    return 0;
  }
  escape_bytes_[escape_length_++] = c;
  ++at_;
  if (escape_length_ < escape_bytes_.size()) return 1;
  std::uint32_t unit = 0;
  for (std::size_t i = 2; i < escape_bytes_.size(); ++i)
    unit = unit << 4U | static_cast<std::uint32_t>(wire::hex_value(escape_bytes_[i]));
  escape_ = Escape::none;
  for (const char byte : utf8_of(unit))
    character(byte, at_ - escape_bytes_.size(), escape_bytes_.size());
  return 1;
}

// What began as an escape goes on as none: its bytes are characters.
void StreamRedactor::escape_is_none() {
  escape_ = Escape::none;
  for (std::uint8_t i = 0; i < escape_length_; ++i)
    character(escape_bytes_[i], at_ - escape_length_ + i, 1);
}

void StreamRedactor::go_on_at_path() {
  inside_.begin_text();
  if (is_name_ || ended_.empty()) return;
  const Ended& before = ended_at_path();
  if (before.path != path_) return;
  if (before.live) inside_ = *before.live;  // which stays, should this be no string after all
  const auto held = inside_.held_from();
  if (held && *held + PendingBytes::most < at_) inside_.begin_text();
  inside_.begin_piece(before.before);
}

// That of this path, or else the one in its set that is to make room for it.
StreamRedactor::Ended& StreamRedactor::ended_at_path() {
  const std::size_t first = path_ % path_sets * paths_in_set;
  for (std::size_t way = 0; way < paths_in_set; ++way) {
    if (ended_[first + way].path == path_) return ended_[first + way];
  }
  return ended_[first + path_ / path_sets % paths_in_set];
}

void StreamRedactor::keep_at_path() {
  if (ended_.empty()) ended_.resize(path_sets * paths_in_set);
  Ended& ended = ended_at_path();
  if (ended.live) --live_count_;
  ended = {path_, inside_.before_next(), nullptr};
  if (!inside_.is_live()) return;
  inside_.end_piece();
  ended.live = std::make_unique<TextMatcher>(inside_);
  ++live_count_;
}

std::uint64_t StreamRedactor::held_from() const {
  std::uint64_t from = at_ - (in_string_ && escape_ != Escape::none ? escape_length_ : 0);
  const std::uint64_t least = at_ - std::min(at_, PendingBytes::most);
  const auto hold = [&](const TextMatcher& matcher) {
    if (const auto held = matcher.held_from()) from = std::min(from, std::max(*held, least));
  };
  if (!in_string_) hold(outside_);
  if (in_string_ && !is_secret_) hold(inside_);
  if (live_count_ == 0) return from;
  for (const Ended& ended : ended_) {
    if (ended.live) hold(*ended.live);
  }
  return from;
}

std::string redacted_text(std::string_view text, const SharedPatterns& patterns) {
  StreamRedactor redactor(patterns);
  std::string out;
  out.reserve(text.size());
  redactor.feed(text, out);
  redactor.finish(out);
  return out;
}

}  // namespace wiretape::redact
