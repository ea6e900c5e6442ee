#include "wiretape/core/text/json/json_literal.h"

#include "wiretape/core/text/json/json_text.h"

namespace wiretape::text {

JsonLiteral json_literal(std::string_view text) {
  if (text == "null") return JsonLiteral::null;
  if (text == "true" || text == "false") return JsonLiteral::boolean;
  return is_json_number(text) ? JsonLiteral::number : JsonLiteral::none;
}

}  // namespace wiretape::text
