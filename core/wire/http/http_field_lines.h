#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/wire/http/http_field.h"

namespace wiretape::wire {

/// Where a field's halves stand in a text.
struct HttpFieldPlace {
  std::uint32_t name;
  std::uint32_t name_size;
  std::uint32_t value;
  std::uint32_t value_size;
};

/// Fields in wire order, duplicates kept, as the lines of one text: however many they are, they take two blocks of
/// memory, and may be kept as they came. What is handed out are views, which stay until the lines are changed, moved or
/// destroyed. At most 4 GiB.
class HttpFieldLines {
 public:
  class Iterator;
  using value_type = HttpFieldView;
  using const_iterator = Iterator;
  using iterator = Iterator;

  HttpFieldLines() = default;
  HttpFieldLines(std::initializer_list<HttpField> fields);
  HttpFieldLines(const HttpFields& fields);  ///< implicit: what is called with may be asked as what has come

  /// Lines that were taken apart: each field is where `places` has it in `text`.
  HttpFieldLines(std::string_view text, std::vector<HttpFieldPlace> places) : text_(text), places_(std::move(places)) {}

  /// Takes apart what text() has given, of fields that hold no CR and no LF.
  [[nodiscard]] static HttpFieldLines read(std::string_view text);

  void push_back(const HttpFieldView& field);

  [[nodiscard]] Iterator begin() const;
  [[nodiscard]] Iterator end() const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  [[nodiscard]] bool empty() const { return places_.empty(); }

  /// All lines, each with its CRLF, with white space as it came.
  [[nodiscard]] std::string_view text() const { return text_; }

  /// Whether the fields are the same, however their lines are written.
  friend bool operator==(const HttpFieldLines& left, const HttpFieldLines& right);

 private:
  std::string text_;
  std::vector<HttpFieldPlace> places_;
};

class HttpFieldLines::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = HttpFieldView;
  using difference_type = std::ptrdiff_t;
  using pointer = void;
  using reference = HttpFieldView;

  Iterator() = default;
  Iterator(const char* text, const HttpFieldPlace* place) : text_(text), place_(place) {}

  HttpFieldView operator*() const {
    return {{text_ + place_->name, place_->name_size}, {text_ + place_->value, place_->value_size}};
  }
  Iterator& operator++() {
    ++place_;
    return *this;
  }
  Iterator operator++(int) { return {text_, place_++}; }
  friend bool operator==(const Iterator& left, const Iterator& right) { return left.place_ == right.place_; }

 private:
  const char* text_ = nullptr;
  const HttpFieldPlace* place_ = nullptr;
};

inline HttpFieldLines::Iterator HttpFieldLines::begin() const {
  return {text_.data(), places_.data()};
}

inline HttpFieldLines::Iterator HttpFieldLines::end() const {
  return {text_.data(), places_.data() + places_.size()};
}

}  // namespace wiretape::wire
