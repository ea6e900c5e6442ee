#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wiretape::wire {

/// All input was consumed; nothing to report yet.
struct JsonArrayNeedMore {};

/// One element, without the blanks around it.
struct JsonArrayElement {
  std::string_view text;
};

/// An element above the cap. The parser stays in this state: every further call returns the same error and consumes
/// nothing.
struct JsonArrayTooLarge {
  std::size_t limit;     ///< bytes
  std::uint64_t offset;  ///< where the element began
};

using JsonArrayItem = std::variant<JsonArrayNeedMore, JsonArrayElement, JsonArrayTooLarge>;

/// Takes one JSON array apart into its elements as they come, without I/O. Looks at brackets and strings only: an
/// element that is no JSON is handed out as it stands, and so is what stands in an element's place before the array or
/// behind it. Any split of the input gives the same elements. Linear in the input; an element that lies whole in one
/// input is not copied. Not thread safe.
class JsonArrayParser {
 public:
  /// `limit`: the longest element in bytes.
  explicit JsonArrayParser(std::size_t limit = std::size_t{16} << 20) : limit_(limit) {}

  /// Consumes from the front of `input` the next element and returns it; JsonArrayNeedMore once `input` is empty. The
  /// view is valid until the next call or a move of the parser, and while `input`'s bytes live.
  [[nodiscard]] JsonArrayItem next(std::string_view& input);

  /// The element that has begun and not ended; empty where there is none, and after JsonArrayTooLarge. Call once at the
  /// end.
  [[nodiscard]] std::string_view rest() const;

  /// Whether the array has ended, and nothing but blanks stands behind it.
  [[nodiscard]] bool is_closed() const { return place_ == Place::behind_array; }

 private:
  enum class Place : std::uint8_t { before_array, between, in_container, in_string, in_word, behind_array };

  void skip_between(std::string_view& input);
  void begin_element(char first);
  [[nodiscard]] std::optional<std::size_t> find_end(std::string_view input);
  [[nodiscard]] bool has_ended_with(char byte);
  [[nodiscard]] bool is_in_element() const;
  [[nodiscard]] bool hold(std::string_view piece);

  std::size_t limit_;
  std::uint64_t consumed_ = 0;
  std::uint64_t element_offset_ = 0;
  std::string element_;  // the front of an element that straddles inputs; its whole until the next one
  Place place_ = Place::before_array;
  bool is_held_ = false;    // element_ waits for its end
  bool is_quoted_ = false;  // in a string of a container
  bool is_escaped_ = false;
  std::size_t depth_ = 0;
  std::optional<JsonArrayTooLarge> too_large_;
};

}  // namespace wiretape::wire
