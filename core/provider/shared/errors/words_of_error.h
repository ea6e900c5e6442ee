#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wiretape/core/text/json/json_index.h"

namespace wiretape::provider {

/// What a provider says of an error. What it leaves out is empty.
struct ErrorWords {
  std::string message;
  std::string type;
  std::string code;
  std::string json;  ///< the error, as it is written; empty where it is no JSON

  friend bool operator==(const ErrorWords&, const ErrorWords&) = default;
};

/// The words of a value that is known to tell of an error, whatever its members are called: `error`, `errors`,
/// `message`, `msg`, `detail` and the like in all their spellings. Of a list what each says, its first eight.
[[nodiscard]] ErrorWords words_of_error(text::JsonValue value);

/// The same of a JSON text; nullopt where it is none.
[[nodiscard]] std::optional<ErrorWords> words_of_error(std::string_view json);

/// The same, but where no message is found in what says something, it is the text itself, or its beginning.
[[nodiscard]] std::optional<ErrorWords> words_or_text_of_error(std::string_view json);

}  // namespace wiretape::provider
