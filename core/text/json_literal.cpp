#include "wiretape/core/text/json_literal.h"

#include "wiretape/core/text/json_text.h"

namespace wiretape::tape {

JsonLiteral json_literal(std::string_view text) {
  if (text == "null") return JsonLiteral::null;
  if (text == "true" || text == "false") return JsonLiteral::boolean;
  return provider::is_json_number(text) ? JsonLiteral::number : JsonLiteral::none;
}

}  // namespace wiretape::tape
