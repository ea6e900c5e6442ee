#include "wiretape/core/redact/stream/json_place.h"

#include <algorithm>
#include <cstring>

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::redact {
namespace {

constexpr std::size_t deepest = 200;
constexpr std::string_view index_name = "index";

// After MurmurHash3's finalizer (Austin Appleby, public domain): one step of a hash over words.
constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0xFF51AFD7ED558CCDU;
  return hash ^ (hash >> 33U);
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size() + 1;
  while (!text.empty()) {
    std::uint64_t word = 0;
    const std::size_t count = std::min(text.size(), sizeof word);
    std::memcpy(&word, text.data(), count);
    hash = mixed(hash, word);
    text.remove_prefix(count);
  }
  return hash;
}

}  // namespace

void JsonPlace::reset() {
  frames_.clear();
  too_deep_ = 0;
  is_secret_ = false;
}

void JsonPlace::structural(char c) {
  switch (c) {
    case '{':
    case '[':
      return open(c == '{');
    case '}':
    case ']':
      return close();
    case ',':
      return next_item();
    case ':':
      if (!frames_.empty()) frames_.back().expects_name = false;
      return;
    default:
      if (wire::is_digit(c)) digit(c);
  }
}

void JsonPlace::open(bool is_object) {
  if (frames_.size() == deepest) {
    ++too_deep_;
    return;
  }
  const bool all_secret = !is_object && is_secret_;
  frames_.push_back({.path = path(), .is_object = is_object, .expects_name = is_object, .is_secret = all_secret});
  is_secret_ = all_secret;
}

void JsonPlace::close() {
  is_secret_ = false;
  if (too_deep_ > 0) {
    --too_deep_;
  } else if (!frames_.empty()) {
    frames_.pop_back();
  }
}

void JsonPlace::next_item() {
  if (frames_.empty() || too_deep_ > 0) return;
  Frame& frame = frames_.back();
  frame.expects_name = frame.is_object;
  if (!frame.is_object) ++frame.member;
  frame.tells_index = false;
  is_secret_ = frame.is_secret;
}

void JsonPlace::digit(char c) {
  if (frames_.empty() || !frames_.back().tells_index) return;
  frames_.back().index = mixed(frames_.back().index, static_cast<unsigned char>(c));
}

std::uint64_t JsonPlace::path() const {
  if (frames_.empty()) return 0;
  const Frame& frame = frames_.back();
  if (frames_.size() == 1 && !frame.is_object) return 0;
  return mixed(mixed(frame.path, frame.index), frame.member);
}

void JsonPlace::name(std::string_view piece) {
  const std::size_t count = std::min(piece.size(), name_.text.size() - name_.length);
  std::copy_n(piece.begin(), count, name_.text.begin() + static_cast<std::ptrdiff_t>(name_.length));
  name_.length += count;
}

void JsonPlace::end_name() {
  if (frames_.empty()) return;
  Frame& frame = frames_.back();
  const std::string_view name = name_.view();
  frame.member = hash_of(name);
  frame.tells_index = name == index_name;
  if (frame.tells_index) frame.index = 0;
  is_secret_ = patterns_->is_secret_member(name);
}

}  // namespace wiretape::redact
