#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "wiretape/core/wire/http/http_field_line.h"
#include "wiretape/core/wire/http/http_message.h"
#include "wiretape/core/wire/http/http_start_line.h"

namespace wiretape::wire {

enum class HttpHeadKind { request, response };

/// The lines of a head, taken apart, and what they say together of framing (RFC 9112 section 6).
struct HttpHeadFacts {
  HttpStartLine start_line;
  std::vector<HttpFieldPlace> fields;  ///< in the text of all field lines
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
};

/// The strict check of a head, line by line: each line's own grammar and the rules between lines (Host, Content-Length,
/// Transfer-Encoding, Connection). Lines are given without their CRLF, and a field's with where it begins among all
/// field lines; an error's `offset` is counted from the line's first byte.
class HttpHeadRules {
 public:
  explicit HttpHeadRules(HttpHeadKind kind) : kind_(kind) {}

  [[nodiscard]] std::optional<HttpError> check_start_line(std::string_view line);
  [[nodiscard]] std::optional<HttpError> check_field_line(std::string_view line, std::size_t begin);

  /// The rules that only the whole head can break. Call at the blank line.
  [[nodiscard]] std::optional<HttpError> check_whole() const;

  [[nodiscard]] const HttpHeadFacts& facts() const { return facts_; }

  /// The same, to be taken from.
  [[nodiscard]] HttpHeadFacts&& take_facts() { return std::move(facts_); }

 private:
  [[nodiscard]] std::optional<HttpError> check_field(const HttpFieldView& field);
  [[nodiscard]] std::optional<HttpError> take_host(std::string_view value);
  [[nodiscard]] std::optional<HttpError> take_content_length(std::string_view value);
  [[nodiscard]] std::optional<HttpError> take_transfer_encoding(std::string_view value);

  HttpHeadKind kind_;
  bool has_host_ = false;
  HttpHeadFacts facts_;
};

}  // namespace wiretape::wire
