#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "wiretape/core/wire/http/http_head_rules.h"
#include "wiretape/core/wire/http/http_message.h"

namespace wiretape::wire {

/// All input was consumed; the blank line has not come yet.
struct HttpHeadNeedMore {};

/// A whole head that passed the strict check: start line to blank line inclusive, without the empty lines that may come
/// before it. A view into the input or the reader.
struct HttpHeadBytes {
  std::string_view bytes;
  std::string_view fields;  ///< of these the field lines, each with its CRLF
};

using HttpHeadStep = std::variant<HttpHeadNeedMore, HttpHeadBytes, HttpError>;

/// Finds the end of one message's head and checks it strictly on the way (HttpHeadRules), a line at a time as lines
/// become whole, so that the first fault in wire order is reported whatever the split of the input. A head that lies in
/// one input is not copied. Before a request line up to four empty lines are skipped (RFC 9112 section 2.2).
/// Linear in the input.
class HttpHeadReader {
 public:
  /// `limit`: of the head in bytes, with the empty lines before it.
  HttpHeadReader(HttpHeadKind kind, std::size_t limit) : kind_(kind), limit_(limit), rules_(kind) {}

  /// Consumes from the front of `input` the rest of the head, or all of it. The view in HttpHeadBytes is valid until
  /// the next call, and while `input`'s bytes live. 414 or 431 where the head is longer than the limit; an error's
  /// `offset` is counted from the first byte ever given. Not to be called again after HttpHeadBytes or an error.
  [[nodiscard]] HttpHeadStep next(std::string_view& input);

  /// The head taken apart, once HttpHeadBytes was returned; to be taken from once.
  [[nodiscard]] HttpHeadFacts&& take_facts() { return rules_.take_facts(); }

  /// Whether a byte of the start line has been seen: more than empty lines.
  [[nodiscard]] bool begun() const { return begun_; }

  /// Bytes consumed: where the body begins once HttpHeadBytes was returned.
  [[nodiscard]] std::size_t consumed() const { return consumed_; }

 private:
  [[nodiscard]] HttpHeadStep scan(std::string_view seen);
  [[nodiscard]] std::optional<HttpError> check_line(std::string_view line, std::size_t begin);

  HttpHeadKind kind_;
  std::size_t limit_;
  HttpHeadRules rules_;
  std::string buffer_;          // what earlier inputs brought; empty while one input holds all
  std::size_t start_ = 0;       // of the start line
  std::size_t fields_ = 0;      // of the first field line
  std::size_t line_begin_ = 0;  // of the line that is not whole yet
  std::size_t searched_ = 0;    // there is no LF between line_begin_ and here
  std::size_t consumed_ = 0;
  int empty_lines_ = 0;
  bool begun_ = false;
  bool has_start_line_ = false;
};

}  // namespace wiretape::wire
