#include "wiretape/core/redact/stream/text_matcher.h"

#include <algorithm>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::uint32_t longest_local = 64;  // RFC 5321 section 4.5.3.1.1
constexpr std::uint32_t longest_pending = 512;
constexpr std::size_t most_runs = 8;
constexpr char placeholder = '*';  // part of no value that a rule finds, and sound in JSON, in fields and in a URL

constexpr bool is_local(char c) {
  return is_word(c) || c == '.' || c == '%' || c == '+';
}

// Whether it is the letter of an escape, as text has them that is JSON itself: `\n` before `@` is no name.
constexpr bool is_escape_letter(char before, char c) {
  return before == '\\' && std::string_view("bfnrtu").find(c) != std::string_view::npos;
}

bool is_hex(char c) {
  return wire::hex_value(c) >= 0;
}

bool needs_word_start(Form form) {
  return form == Form::plain || form == Form::jwt || form == Form::phone;
}

bool shows_prefix(const ValueShape& shape) {
  return shape.shows_prefix || shape.form == Form::jwt || shape.form == Form::private_key;
}

// Local characters at the end of a text, `before` of which stand before its first character, behind `last`.
std::uint32_t local_at_end(std::string_view text, std::uint32_t before, char last) {
  std::uint32_t count = 0;
  for (; count < text.size() && count < longest_local; ++count) {
    const std::size_t at = text.size() - 1 - count;
    if (!is_local(text[at]) || is_escape_letter(at == 0 ? last : text[at - 1], text[at])) return count;
  }
  return std::min(count < text.size() ? count : count + before, longest_local);
}

}  // namespace

TextMatcher::TextMatcher(const Patterns& patterns, char number_mask)
    : patterns_(&patterns),
      finds_email_(std::ranges::any_of(patterns.rules().shapes,
                                       [](const ValueShape& shape) { return shape.form == Form::email; })),
      number_mask_(number_mask) {}

void TextMatcher::begin_text() {
  state_ = Patterns::start;
  runs_.clear();
  recent_.clear();
  starts_ = 0;
  begin_piece({});
}

void TextMatcher::begin_piece(const Before& before) {
  local_ = 0;
  before_ = before;
  begins_ = true;
}

TextMatcher::Before TextMatcher::before_next() const {
  return {before_.third, before_.second, before_.last, local_ > 0 || before_.in_local};
}

void TextMatcher::end_piece() {
  std::uint32_t needed = patterns_->depth(state_);
  for (const ValueRun& run : runs_)
    needed = std::max(needed, run.pending());
  recent_.keep_last(needed);
  local_ = 0;
}

std::size_t TextMatcher::feed_until(TextStop stop, std::string_view text, std::uint64_t offset, PendingBytes& bytes) {
  const Prefilter& prefilter = patterns_->prefilter();
  std::size_t at = 0;
  for (std::size_t looked_at = 0; at < text.size(); ++at) {
    if (!is_live() && at >= looked_at) {
      const Suspect suspect = prefilter.find(text, at, stop);
      pass(text.substr(at, suspect.begin - at), offset + at);
      at = suspect.begin;
      looked_at = suspect.end;
    }
    if (at == text.size() || prefilter.is_stop(text[at], stop)) break;
    feed(text[at], offset + at, 1, bytes);
  }
  return at;
}

bool TextMatcher::is_idle_in(TextStop stop, std::string_view text) const {
  if (is_live()) return false;
  const Suspect suspect = patterns_->prefilter().find(text, 0, stop);
  return suspect.begin == suspect.end;
}

void TextMatcher::feed(char c, std::uint64_t offset, std::uint8_t width, PendingBytes& bytes) {
  const std::uint64_t now = offset + width;
  note(offset, width);
  step_runs(c, now, bytes);
  state_ = patterns_->next(state_, c);
  begin_values(now, bytes);
  const bool is_of_name = is_local(c) && !is_escape_letter(before_.last, c) && !begins_;
  local_ = is_of_name ? std::min(local_ + 1, longest_local) : 0;
  before_ = {before_.second, before_.last, c};
}

void TextMatcher::note(std::uint64_t offset, std::uint8_t width) {
  starts_ = starts_ << 1U | (begins_word() ? 1U : 0U);
  begins_ = false;
  recent_.push(offset, 1, width);
  forget();
}

// Now and then, so that it costs little.
void TextMatcher::forget() {
  const std::uint32_t needed = std::max(longest_pending, patterns_->longest());
  if (recent_.extents() > std::size_t{2} * needed) recent_.keep_last(needed);
}

bool TextMatcher::begins_word() const {
  const bool behind_percent = before_.third == '%' && is_hex(before_.second) && is_hex(before_.last);
  return begins_ || behind_percent || !is_word(before_.last) || is_escape_letter(before_.second, before_.last);
}

void TextMatcher::step_runs(char c, std::uint64_t now, PendingBytes& bytes) {
  std::erase_if(runs_, [&](ValueRun& run) {
    const RunStep step = run.step(c);
    mask_last(step.mask, now, placeholder, bytes);
    return !step.goes_on;
  });
}

void TextMatcher::begin_values(std::uint64_t now, PendingBytes& bytes) {
  for (const PatternHit& hit : patterns_->hits(state_)) {
    if (hit.shape == nullptr) {
      mask_last(hit.length, now, hit.is_number ? number_mask_ : placeholder, bytes);
    } else if (runs_.size() < most_runs) {
      begin_value(hit);
    }
  }
}

void TextMatcher::begin_value(const PatternHit& hit) {
  const bool is_start = (starts_ >> (hit.length - 1) & 1U) != 0;
  if (needs_word_start(hit.shape->form) && !is_start) return;
  const bool is_email = hit.shape->form == Form::email;
  if (is_email && local_ == 0 && !before_.in_local) return;
  runs_.emplace_back(*hit.shape, shows_prefix(*hit.shape) ? 0 : hit.length + (is_email ? local_ : 0));
}

void TextMatcher::mask_last(std::uint32_t count, std::uint64_t now, char fill, PendingBytes& bytes) {
  if (count == 0) return;
  begins_ = true;
  recent_.each_of_last(count, [&](std::uint64_t offset, std::size_t length) { bytes.mask(offset, length, now, fill); });
}

// Goes past characters with which nothing begins, while nothing is under way.
void TextMatcher::pass(std::string_view idle, std::uint64_t offset) {
  if (idle.empty()) return;
  recent_.push(offset, static_cast<std::uint32_t>(idle.size()), 1);
  forget();
  local_ = local_at_end(idle, local_, before_.last);
  begins_ = false;
  for (const char c : idle.substr(idle.size() - std::min<std::size_t>(idle.size(), 3)))
    before_ = {before_.second, before_.last, c};
}

std::optional<std::uint64_t> TextMatcher::held_from() const {
  std::uint32_t count = std::max(patterns_->depth(state_), finds_email_ ? local_ : 0);
  for (const ValueRun& run : runs_)
    count = std::max(count, run.pending());
  if (count == 0) return std::nullopt;
  return recent_.offset_of_last(count);
}

}  // namespace wiretape::redact
