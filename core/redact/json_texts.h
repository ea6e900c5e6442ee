#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "wiretape/core/redact/rules/rules.h"
#include "wiretape/core/redact/scan.h"

namespace wiretape::redact {

/// What the strings at one path of several JSON texts come to together.
struct JoinedText {
  std::string text;
  std::size_t offset = 0;  ///< of the text where the first piece stands
  std::size_t end = 0;     ///< of that with the last
  std::size_t pieces = 0;
};

/// What the JSON texts in a text hold: the whole of it, its lines, or the data of its events.
struct JsonTexts {
  std::map<std::string, JoinedText> joined;  ///< by path
  std::vector<Find> members;                 ///< those whose value is a secret and is shown
};

/// Reads the JSON texts in a text, each as far as it is sound.
[[nodiscard]] JsonTexts read_json_texts(std::string_view text, const Rules& rules);

}  // namespace wiretape::redact
