#include "wiretape/core/provider/generate/read_schema.h"

#include <cstddef>

#include "wiretape/core/text/json/bounded_json.h"

namespace wiretape::provider {
namespace {

constexpr std::size_t longest_schema = 1 << 18;
constexpr std::size_t most_members = 5000;  // an ordered object looks at all that it has for each that is put in

}  // namespace

std::optional<SchemaJson> read_schema(std::string_view schema) {
  if (schema.size() > longest_schema) return std::nullopt;
  return text::parse_bounded_json<SchemaJson>(schema, most_members);
}

}  // namespace wiretape::provider
