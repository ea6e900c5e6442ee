// Any bytes are a JSON Schema: what is made up for it is JSON within its bounds, and the same each time.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/generate/generate_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view schema(reinterpret_cast<const char*>(bytes), size);
  const auto text = wiretape::provider::generate_json(schema, size);
  constexpr std::size_t most_text = 1 << 20;
  const bool is_sound = nlohmann::json::accept(text) && text.size() <= most_text + 2 * size * 2000;
  if (!is_sound || text != wiretape::provider::generate_json(schema, size)) __builtin_trap();
  return 0;
}
