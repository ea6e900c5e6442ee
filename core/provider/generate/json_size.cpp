#include "wiretape/core/provider/generate/json_size.h"

namespace wiretape::provider {

std::size_t size_of(const SchemaJson& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size();
  std::size_t size = 1;
  if (!value.is_structured()) return size;
  for (const auto& item : value)
    size += size_of(item);  // how deep a schema is nested is bounded
  if (!value.is_object()) return size;
  for (const auto& [name, item] : value.get_ref<const SchemaJson::object_t&>())
    size += name.size();
  return size;
}

}  // namespace wiretape::provider
