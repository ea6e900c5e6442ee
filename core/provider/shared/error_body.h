#pragma once

#include <string>
#include <string_view>

namespace wiretape::provider {

/// What a provider says of an error. Members that it left out are empty.
struct ErrorWords {
  std::string message;
  std::string type;
  std::string code;
  std::string json;  ///< the error, as it is written; empty where it is no JSON

  friend bool operator==(const ErrorWords&, const ErrorWords&) = default;
};

/// What the body of an error status says, in whatever dress: an object or a list of them with `error`, `errors`,
/// `message`, `msg`, `detail` and the like, the same framed as events or lines, or none of that: then the message is
/// the body's beginning (see plain_error_message). Nothing at all, or an empty value, gives an empty message. Never
/// fails.
[[nodiscard]] ErrorWords read_error_body(std::string_view body);

/// A JSON text that a JsonIndex can read, though readers may differ: invalid UTF-8 and halves of surrogate pairs become
/// U+FFFD, numbers beyond a double null. An error's words must not get lost by what stands beside them.
[[nodiscard]] std::string readable_json(std::string_view text);

}  // namespace wiretape::provider
