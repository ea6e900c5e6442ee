#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/stream/patterns.h"

namespace wiretape::redact {

/// Knows where in a JSON text a stream is, told one token after the other; builds nothing. In what is no JSON, and
/// after what broke off, it is somewhere, and nothing worse comes of it.
class JsonPlace {
 public:
  /// The patterns must outlive it.
  explicit JsonPlace(const Patterns& patterns) : patterns_(&patterns) {}

  /// A text begins anew.
  void reset();

  /// A byte outside of strings.
  void structural(char c);

  /// Whether a string that begins here is the name of a member.
  [[nodiscard]] bool expects_name() const { return !frames_.empty() && frames_.back().expects_name; }

  /// Whether a text or a number here is a secret, as the name of its member says; so are those in a list of that name.
  [[nodiscard]] bool is_secret() const { return is_secret_; }

  /// The path of a value here, as a number: the same for values at the same path of texts that follow each other. An
  /// element of the list that is the whole text is a text by itself, and a member `index` that stands before tells
  /// objects apart.
  [[nodiscard]] std::uint64_t path() const;

  void begin_name() { name_.length = 0; }
  void name(std::string_view piece);
  void end_name();

  /// A text has ended that was a value.
  void end_value() { is_secret_ = false; }

 private:
  struct Frame {
    std::uint64_t path = 0;    // of the object or the list
    std::uint64_t member = 0;  // of an object: the name of the last one; of a list: how many stand before
    std::uint64_t index = 0;   // what the member `index` said
    bool is_object = false;
    bool expects_name = false;
    bool is_secret = false;    // a list: all in it is
    bool tells_index = false;  // the last member is `index`
  };
  struct Name {
    std::array<char, 64> text;
    std::size_t length = 0;  // longer names are known by their begin
    [[nodiscard]] std::string_view view() const { return {text.data(), length}; }
  };

  void open(bool is_object);
  void close();
  void next_item();
  void digit(char c);

  const Patterns* patterns_;
  std::vector<Frame> frames_;
  std::size_t too_deep_ = 0;  // how many are open that are not kept
  Name name_{};
  bool is_secret_ = false;
};

}  // namespace wiretape::redact
