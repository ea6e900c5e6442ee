#pragma once

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace wiretape::text {

class JsonIndex;
template <class Item>
class JsonRange;
struct JsonMember;

/// A value of a JSON text that a JsonIndex found sound, read where it stands: nothing is built. Refers to the index and
/// its text: valid until the index reads another.
class JsonValue {
 public:
  [[nodiscard]] bool is_object() const { return first() == '{'; }
  [[nodiscard]] bool is_array() const { return first() == '['; }
  [[nodiscard]] bool is_text() const { return first() == '"'; }
  [[nodiscard]] bool is_true() const { return first() == 't'; }

  /// The value as it is written, from its first byte to its last.
  [[nodiscard]] std::string_view written() const;

  /// What a text says: a view into what is written where nothing is escaped, else into `buffer`, which is overwritten.
  /// Only of a text.
  [[nodiscard]] std::string_view text(std::string& buffer) const;

  /// Whether it is a text that says this.
  [[nodiscard]] bool says(std::string_view wanted) const;

  /// The elements of an array, in order; none of what is no array.
  [[nodiscard]] JsonRange<JsonValue> elements() const;

  /// The members of an object, in the order written; none of what is no object. Some may share a name.
  [[nodiscard]] JsonRange<JsonMember> members() const;

  /// The last member of that name, which is the one that counts; nullopt where it is no object or lacks it.
  [[nodiscard]] std::optional<JsonValue> member(std::string_view name) const;

  /// Whether both stand at the same place.
  friend bool operator==(const JsonValue&, const JsonValue&) = default;

 private:
  friend JsonIndex;
  template <class Item>
  friend class JsonRange;
  friend JsonMember;

  JsonValue(const JsonIndex* index, std::uint32_t token) : index_(index), token_(token) {}
  [[nodiscard]] char first() const;
  [[nodiscard]] std::uint32_t last() const;  // its last token
  [[nodiscard]] bool says_all(std::string_view wanted) const;
  [[nodiscard]] bool says_unescaped(std::string_view wanted) const;
  template <class Item>
  [[nodiscard]] JsonRange<Item> inside(bool has_any) const;

  const JsonIndex* index_;
  std::uint32_t token_;
};

/// A member of an object; the name is a text.
struct JsonMember {
  explicit JsonMember(JsonValue at) : name(at), value(at.index_, at.token_ + 2) {}  // NAME ":" VALUE

  JsonValue name;
  JsonValue value;
};

/// What stands between two brackets.
template <class Item>
class JsonRange {
 public:
  class Iterator {
   public:
    Iterator(JsonValue at, std::uint32_t end) : at_(at), end_(end) {}
    Item operator*() const { return Item(at_); }
    Iterator& operator++();
    bool operator==(std::default_sentinel_t /*end*/) const { return at_.token_ == end_; }

   private:
    JsonValue at_;
    std::uint32_t end_;  // the closing bracket
  };

  JsonRange(JsonValue first, std::uint32_t end) : first_(first), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {first_, end_}; }
  [[nodiscard]] static std::default_sentinel_t end() { return {}; }

 private:
  JsonValue first_;
  std::uint32_t end_;
};

/// Checks a JSON text whole, and notes where its tokens begin, so that any value can be read without building the
/// others: one pass of simdjson over the bytes, one of ours over the tokens. Its memory is handed from one index to the
/// next on the thread. Not thread safe.
class JsonIndex {
 public:
  JsonIndex();
  ~JsonIndex();
  JsonIndex(const JsonIndex&) = delete;
  JsonIndex& operator=(const JsonIndex&) = delete;

  /// Reads a text, to which the index refers from then on. True: it is JSON (RFC 8259) nested at most `deepest_json`
  /// deep, and parse_bounded_json reads the same. False: it is not, or readers may differ: ask parse_bounded_json.
  [[nodiscard]] bool read(std::string_view text);

  /// The value of the text that was read.
  [[nodiscard]] JsonValue root() const { return {this, 0}; }

 private:
  friend JsonValue;
  struct Buffers;

  /// A member of the root, which is asked for its members again and again.
  struct RootMember {
    std::string_view name;
    std::uint32_t value;  // its token
  };
  enum class RootMembers : std::uint8_t { not_yet, listed, to_be_looked_for };

  [[nodiscard]] bool lists_root_members() const;
  [[nodiscard]] std::optional<JsonValue> root_member(std::string_view name) const;

  std::unique_ptr<Buffers> buffers_;
  std::string_view text_;
  const std::uint32_t* begins_ = nullptr;   // of each token; one more at the end of the text
  const std::uint32_t* closers_ = nullptr;  // by token that is an opening bracket: the one that closes it
  mutable RootMembers root_members_ = RootMembers::not_yet;
};

inline char JsonValue::first() const {
  return index_->text_[index_->begins_[token_]];
}

inline std::uint32_t JsonValue::last() const {
  return is_object() || is_array() ? index_->closers_[token_] : token_;
}

// Most texts are too short, or differ in their first byte. An escape is longer than what it says.
inline bool JsonValue::says(std::string_view wanted) const {
  const char* written = index_->text_.data() + index_->begins_[token_];
  if (*written != '"' || index_->begins_[token_ + 1] - index_->begins_[token_] < wanted.size() + 2) return false;
  const bool may_say = wanted.empty() || written[1] == wanted.front() || written[1] == '\\';
  return may_say && says_all(wanted);
}

template <class Item>
JsonRange<Item> JsonValue::inside(bool has_any) const {
  return has_any ? JsonRange<Item>({index_, token_ + 1}, last()) : JsonRange<Item>(*this, token_);
}

inline JsonRange<JsonValue> JsonValue::elements() const {
  return inside<JsonValue>(is_array());
}

inline JsonRange<JsonMember> JsonValue::members() const {
  return inside<JsonMember>(is_object());
}

template <class Item>
typename JsonRange<Item>::Iterator& JsonRange<Item>::Iterator::operator++() {
  if constexpr (std::is_same_v<Item, JsonMember>) at_.token_ += 2;
  at_.token_ = at_.last() + 1;
  if (at_.token_ != end_) ++at_.token_;  // the comma
  return *this;
}

}  // namespace wiretape::text
