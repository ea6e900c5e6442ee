#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

// Else the layout of its types would depend on whether the file that includes it is optimised.
#ifndef SIMDJSON_DEVELOPMENT_CHECKS
#define SIMDJSON_DEVELOPMENT_CHECKS 0
#endif
#include <simdjson.h>

#include "wiretape/core/text/json/names_of_object.h"

namespace wiretape::text {

/// Why a text is not what a walk expects.
struct UnsoundJson {
  std::string_view what;  ///< one sentence
  std::size_t offset;     ///< byte of the text where it was noticed
};

/// Walks a JSON text once from front to back: simdjson On-Demand made strict. On-Demand alone doesn't look at what it
/// passes over; here every value is read or checked, so that a sound walk means sound JSON (RFC 8259), with two
/// exceptions on the lenient side: names may repeat, and a surrogate escape without its other half becomes U+FFFD.
/// Nesting past 200 levels is refused. No function throws. For .cpp files only: this header brings in simdjson.
///
/// The functions that return bool return false once the text is found unsound; `failure` then says why, and the walk
/// must be given up. Every Value handed to a callback must be passed to exactly one of them. Views are valid until the
/// next `read_object`. Not thread safe.
class StrictJson {
 public:
  using Value = simdjson::ondemand::value;

  /// Walks `text`, which must be one object: `on_field(std::string_view name, Value& value) -> bool` for each member.
  /// Names are compared as they are written; one with escapes is never a known one.
  template <typename OnField>
  bool read_object(std::string_view text, OnField on_field) {
    simdjson::ondemand::object object;
    if (!begin(text)) return false;
    if (const auto error = document_.get_object().get(object)) return unsound(error);
    return walk(object, on_field) && at_end();
  }

  /// The value as it is written, or the bracket that begins it. Reads nothing.
  [[nodiscard]] static std::string_view token(Value& value) {
    std::string_view token = value.raw_json_token();
    while (is_blank(token.back()))
      token.remove_suffix(1);
    return token;
  }

  /// Walks a value that is known to be an object.
  template <typename OnField>
  bool each_field(Value& value, OnField on_field) {
    simdjson::ondemand::object object;
    if (const auto error = value.get_object().get(object)) return unsound(error);
    return walk(object, on_field);
  }

  /// Walks a value that is known to be an array: `on_element(Value& value) -> bool`.
  template <typename OnElement>
  bool each_element(Value& value, OnElement on_element) {
    simdjson::ondemand::array array;
    if (const auto error = value.get_array().get(array)) return unsound(error);
    for (auto element : array) {
      if (element.error()) return unsound(element.error());
      auto&& child = std::move(element).value_unsafe();  // NOLINT(performance-move-const-arg): chooses the overload
      if (!on_element(child)) return false;
    }
    return true;
  }

  /// Reads a value that is known to be a string. No bytes are copied where nothing is escaped.
  bool text(Value& value, std::string_view& inside) {
    const std::string_view written = token(value);
    simdjson::ondemand::raw_json_string begin;
    if (const auto error = value.get_raw_json_string().get(begin)) return unsound(error);
    inside = written.substr(1, written.size() - 2);
    return !has_escapes_ || unescape(inside);
  }

  /// The same for a text that may go on in another one: where half of a surrogate pair stands at its begin or end, that
  /// half is three bytes as UTF-8 would have it, ED A0 80 to ED BF BF, which are nothing else in sound JSON.
  bool text_piece(Value& value, std::string_view& inside) {
    const std::string_view written = token(value);
    return text(value, inside) && (!has_escapes_ || keep_halves(written.substr(1, written.size() - 2), inside));
  }

  /// A string's text; anything else is checked and says nothing.
  bool text_or_nothing(Value& value, std::string_view& text_inside) {
    return token(value).front() == '"' ? text(value, text_inside) : check(value);
  }

  /// A string's text; nothing for null; anything else as it is written.
  bool as_text(Value& value, std::string_view& any_text);

  /// Checks a value of any kind.
  bool check(Value& value);

  /// The same, and gives it as it is written.
  bool capture(Value& value, std::string_view& json);

  /// The object or array that was walked last, as it is written. `bracket` is its token.
  bool written_from(std::string_view bracket, std::string_view& json);

  /// A captured value without the white space between its tokens.
  [[nodiscard]] std::string_view compact(std::string_view json);

  /// Gives the walk up because `value` is not what the caller expects. `what` must outlive the walk.
  bool wrong_shape(std::string_view what, Value& value) { return fail(what, offset_of(token(value).data())); }

  /// The text of the last walk.
  [[nodiscard]] std::string_view written() const { return {padded_.get(), size_}; }

  /// Whether an object of the last walk named a member twice.
  [[nodiscard]] bool repeats_names() const { return repeats_names_; }

  /// Why the last walk failed.
  [[nodiscard]] const UnsoundJson& failure() const { return failure_; }

 private:
  [[nodiscard]] static bool is_blank(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

  template <typename OnField>
  bool walk(simdjson::ondemand::object& object, OnField& on_field) {
    NamesOfObject names;
    for (auto field : object) {
      if (field.error()) return unsound(field.error());
      auto&& member = std::move(field).value_unsafe();  // not copied: that would stall on stores just made
      const std::string_view name = written_name(member.key().raw(), member.value());
      if (has_escapes_ && !check_name(name)) return false;
      repeats_names_ = !names.add(name) || repeats_names_;
      if (!on_field(name, member.value())) return false;
    }
    return true;
  }

  // `begin` is behind the name's opening quote. Its closing quote is the last one before the value: between them there
  // are only blanks and the colon.
  [[nodiscard]] static std::string_view written_name(const char* begin, Value& value) {
    const char* value_begin = value.raw_json_token().data();
    const std::string_view before_value(begin, static_cast<std::size_t>(value_begin - begin));
    return before_value.substr(0, before_value.rfind('"'));
  }

  bool begin(std::string_view text);
  bool at_end();
  bool check_name(std::string_view name);
  bool keep_halves(std::string_view escaped, std::string_view text);
  bool check_string(Value& value);
  bool check_container(Value& value);
  bool unescape(std::string_view& text);
  bool fail(std::string_view what, std::size_t offset);
  bool unsound(simdjson::error_code error);
  [[nodiscard]] std::size_t offset_of(const char* place) const;
  [[nodiscard]] std::size_t offset_of(simdjson::error_code error);

  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
  std::unique_ptr<char[]> padded_;  // a copy of the text, with the padding that simdjson reads past its end
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  bool repeats_names_ = false;
  bool has_escapes_ = false;  // one look at the whole text spares a look at each string
  std::string unescaped_;     // has room for all of the text, so it never moves while views into it live
  UnsoundJson failure_{};
  int depth_ = 0;
};

}  // namespace wiretape::text
