#include "wiretape/core/text/json/json_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>
#include <utility>
#include <vector>

// Else the layout of its types would depend on whether the file that includes it is optimised.
#ifndef SIMDJSON_DEVELOPMENT_CHECKS
#define SIMDJSON_DEVELOPMENT_CHECKS 0
#endif
#include <simdjson.h>

#include "wiretape/core/text/byte_block.h"
#include "wiretape/core/text/json/json_depth.h"
#include "wiretape/core/text/json/json_text.h"

// simdjson's first stage finds the tokens: each bracket, comma, colon, opening quote and first byte of a literal or
// number outside of texts. It has then seen that all is UTF-8, that texts end and hold no control characters. What is
// left to check: that the tokens stand in an order that makes JSON, and the insides of escapes, literals and numbers.

namespace wiretape::text {
namespace {

// A thread keeps what a text of this size needs, some four times as much, for the next one.
constexpr std::size_t largest_kept = std::size_t{512} << 10;
constexpr std::size_t smallest_index = std::size_t{4} << 10;

// Of a root with more of them a member is looked for as in any object.
constexpr std::size_t most_root_members = 32;

bool is_json_blank(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/// A set of bytes.
class ByteTable {
 public:
  constexpr explicit ByteTable(std::string_view bytes) {
    for (const char byte : bytes)
      has_[static_cast<unsigned char>(byte)] = true;
  }
  [[nodiscard]] constexpr bool has(char byte) const { return has_[static_cast<unsigned char>(byte)]; }

 private:
  std::array<bool, 256> has_{};
};

bool ends_plain_text(char byte) {
  return byte == '"' || byte == '\\';
}

/// From a token to the next one, without the blanks between them.
std::string_view without_blanks_behind(std::string_view text) {
  while (is_json_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

/// The value of four hexadecimal digits at the front, or nullopt.
std::optional<std::uint32_t> code_unit(std::string_view text) {
  constexpr std::size_t length = 4;
  std::uint32_t unit = 0;
  if (text.size() < length) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + length, unit, 16);
  return error == std::errc() && end == text.data() + length ? std::optional(unit) : std::nullopt;
}

/// The length of the `XXXX` or `XXXX\uXXXX` that follows `\u`; 0 where it is unsound or half a pair of surrogates.
std::size_t unicode_escape_length(std::string_view text) {
  const auto unit = code_unit(text);
  if (!unit) return 0;
  if (*unit < 0xD800 || *unit >= 0xE000) return 4;
  if (*unit >= 0xDC00 || text.substr(4, 2) != "\\u") return 0;
  const auto low = code_unit(text.substr(6));
  return low && *low >= 0xDC00 && *low < 0xE000 ? 10 : 0;
}

constexpr ByteTable short_escapes("\"/bfnrt");

/// Looks at the backslashes of a text, block by block. One outside of a text is no token: it need not be told apart.
class EscapeCheck {
 public:
  explicit EscapeCheck(std::string_view text) : text_(text) {}

  /// Whether each backslash begins a sound escape.
  bool is_sound() {
    if (text_.empty() || text_.back() == '\\') return false;
    std::size_t begin = 0;
    for (const auto end = text_.size() - text_.size() % ByteBlock::size; begin < end; begin += ByteBlock::size) {
      if (!are_sound(begin, ByteBlock(text_.data() + begin))) return false;
    }
    std::array<char, ByteBlock::size> rest{};
    text_.copy(rest.data(), rest.size(), begin);
    return are_sound(begin, ByteBlock(rest.data()));
  }

 private:
  // Called in two places, which compilers else take for a reason to pass each block through memory.
  [[gnu::always_inline]] bool are_sound(std::size_t begin, const ByteBlock& block) {
    for (auto left = block.equal_to('\\'); left != 0; left &= left - 1) {
      const auto at = begin + static_cast<std::size_t>(std::countr_zero(left));
      if (!short_escapes.has(text_[at + 1]) && !take_other(at)) return false;
    }
    return true;
  }

  bool take_other(std::size_t at) {
    if (at == second_) return true;
    if (text_[at + 1] == '\\') {
      second_ = at + 1;
      return true;
    }
    const auto length = text_[at + 1] == 'u' ? unicode_escape_length(text_.substr(at + 2)) : 0;
    if (length > 4) second_ = at + 6;
    return length != 0;
  }

  std::string_view text_;
  std::size_t second_ = std::string_view::npos;  // the second backslash of an escape that has two
};

/// Whether it is a number that every reader takes: some refuse what is beyond the range of a double.
bool is_sound_number(std::string_view text) {
  constexpr std::size_t surely_finite = 100;  // digits, where the exponent has at most two
  if (!is_json_number(text)) return false;
  const auto exponent = text.find_first_of("eE");
  if (text.size() <= surely_finite && (exponent == text.npos || text.size() - exponent <= 3)) return true;
  double value = 0;
  return std::from_chars(text.data(), text.data() + text.size(), value).ec == std::errc() && std::isfinite(value);
}

/// Goes through the tokens of a text and notes which bracket closes which.
class TokenWalk {
 public:
  TokenWalk(std::string_view text, const std::uint32_t* begins, std::uint32_t count, std::uint32_t* closers)
      : text_(text), begins_(begins), count_(count), closers_(closers) {}

  /// Whether the tokens are one JSON value.
  bool is_sound() {
    do {
      if (!take_value() || !go_to_next_value()) return false;
    } while (depth_ > 0);
    return next_ == count_;
  }

 private:
  /// Takes what stands before the next value: brackets that close, a comma, a name. At depth 0 there is none.
  bool go_to_next_value() {
    auto token = peek();
    for (; depth_ > 0 && token == closer_; token = peek())
      close();
    if (depth_ == 0) return true;
    if (!std::exchange(is_fresh_, false)) {
      if (token != ',') return false;
      ++next_;
    }
    return closer_ == ']' || take_name();
  }

  bool take_name() {
    if (count_ - next_ < 2) return false;
    const bool is_name = text_[begins_[next_]] == '"' && text_[begins_[next_ + 1]] == ':';
    next_ += 2;
    return is_name;
  }

  bool take_value() {
    switch (peek()) {
      case '"':
        ++next_;
        return true;
      case '{':
      case '[':
        return open();
      default:
        return take_scalar();
    }
  }

  bool take_scalar() {
    const auto token = written();
    if (token.empty()) return false;
    ++next_;
    if (token.front() == 't') return token == "true";
    if (token.front() == 'f') return token == "false";
    return token == "null" || is_sound_number(token);
  }

  bool open() {
    if (depth_ == opened_.size()) return false;
    opened_[depth_++] = next_;
    closer_ = peek() == '{' ? '}' : ']';
    is_fresh_ = true;
    ++next_;
    return true;
  }

  void close() {
    closers_[opened_[--depth_]] = next_++;
    is_fresh_ = false;
    if (depth_ > 0) closer_ = text_[begins_[opened_[depth_ - 1]]] == '{' ? '}' : ']';
  }

  [[nodiscard]] char peek() const { return next_ < count_ ? text_[begins_[next_]] : '\0'; }

  [[nodiscard]] std::string_view written() const {
    if (next_ == count_) return {};
    return without_blanks_behind(text_.substr(begins_[next_], begins_[next_ + 1] - begins_[next_]));
  }

  std::string_view text_;
  const std::uint32_t* begins_;
  std::uint32_t count_;
  std::uint32_t* closers_;
  std::uint32_t next_ = 0;
  std::size_t depth_ = 0;
  char closer_ = '\0';
  bool is_fresh_ = false;  // the innermost container has just been opened
  std::array<std::uint32_t, deepest_json> opened_;
};

}  // namespace

struct JsonIndex::Buffers {
  /// Makes room for the tokens of a text of that size. False where there is no memory for them.
  bool reserve(std::size_t size) {
    if (scanner != nullptr && size <= capacity) return true;
    capacity = std::max(size, smallest_index);
    closers = std::make_unique_for_overwrite<std::uint32_t[]>(capacity + 1);
    const auto& simd = simdjson::get_active_implementation();
    return simd->create_dom_parser_implementation(capacity, deepest_json, scanner) == simdjson::SUCCESS;
  }

  static std::unique_ptr<Buffers>& spare() {
    thread_local std::unique_ptr<Buffers> buffers;
    return buffers;
  }

  std::size_t capacity = 0;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> scanner;
  std::unique_ptr<std::uint32_t[]> closers;
  std::vector<RootMember> root_members;
};

JsonIndex::JsonIndex() : buffers_(std::move(Buffers::spare())) {
  if (buffers_ == nullptr) buffers_ = std::make_unique<Buffers>();
}

JsonIndex::~JsonIndex() {
  if (buffers_->capacity <= largest_kept) Buffers::spare() = std::move(buffers_);
}

bool JsonIndex::read(std::string_view text) {
  if (!buffers_->reserve(text.size())) return false;
  auto& scanner = *buffers_->scanner;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (scanner.stage1(bytes, text.size(), simdjson::stage1_mode::regular) != simdjson::SUCCESS) return false;
  text_ = text;
  begins_ = scanner.structural_indexes.get();
  closers_ = buffers_->closers.get();
  root_members_ = RootMembers::not_yet;
  return EscapeCheck(text).is_sound() &&
         TokenWalk(text, begins_, scanner.n_structural_indexes, buffers_->closers.get()).is_sound();
}

std::string_view JsonValue::written() const {
  const auto& [begins, text] = std::pair(index_->begins_, index_->text_);
  const auto begin = begins[token_];
  if (const auto end = last(); end != token_) return text.substr(begin, begins[end] + 1 - begin);
  return without_blanks_behind(text.substr(begin, begins[token_ + 1] - begin));
}

std::string_view JsonValue::text(std::string& buffer) const {
  const auto quoted = written();
  const auto inside = quoted.substr(1, quoted.size() - 2);
  if (inside.find('\\') == inside.npos) return inside;
  buffer.clear();
  static_cast<void>(append_unescaped(buffer, inside));  // the index has checked it
  return buffer;
}

/// The same for what is a text. Most texts differ early: up to there nothing is measured.
bool JsonValue::says_all(std::string_view wanted) const {
  const char* inside = index_->text_.data() + index_->begins_[token_] + 1;
  std::size_t same = 0;
  while (same < wanted.size() && inside[same] == wanted[same] && !ends_plain_text(inside[same]))
    ++same;
  if (inside[same] == '\\') return says_unescaped(wanted);
  return inside[same] == '"' && same == wanted.size();
}

bool JsonValue::says_unescaped(std::string_view wanted) const {
  std::string buffer;
  return text(buffer) == wanted;
}

std::optional<JsonValue> JsonValue::member(std::string_view name) const {
  if (token_ == 0 && index_->lists_root_members()) return index_->root_member(name);
  std::optional<JsonValue> found;
  for (const auto each : members()) {
    if (each.name.says(name)) found = each.value;
  }
  return found;
}

/// Whether they are few, and their names are written as they are.
bool JsonIndex::lists_root_members() const {
  if (root_members_ != RootMembers::not_yet) return root_members_ == RootMembers::listed;
  root_members_ = RootMembers::to_be_looked_for;
  auto& members = buffers_->root_members;
  members.clear();
  for (const auto each : root().members()) {
    const auto quoted = each.name.written();
    const auto name = quoted.substr(1, quoted.size() - 2);
    if (members.size() == most_root_members || name.find('\\') != name.npos) return false;
    members.push_back({name, each.value.token_});
  }
  root_members_ = RootMembers::listed;
  return true;
}

std::optional<JsonValue> JsonIndex::root_member(std::string_view name) const {
  const auto& members = buffers_->root_members;
  const auto last =
      std::find_if(members.rbegin(), members.rend(), [&](const RootMember& each) { return each.name == name; });
  return last == members.rend() ? std::nullopt : std::optional(JsonValue(this, last->value));
}

}  // namespace wiretape::text
