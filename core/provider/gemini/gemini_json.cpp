#include "wiretape/core/provider/gemini/gemini_json.h"

#include "wiretape/core/text/json/json_text.h"

namespace wiretape::provider {

std::string gemini_quoted(std::string_view text) {
  std::string json;
  text::append_json_string(json, text);
  return json;
}

}  // namespace wiretape::provider
