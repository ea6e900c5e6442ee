// Any bytes are a JSON Schema: what is made up for it is JSON within its bounds, and the same each time. A schema that
// begins with a blank is blown up first, and asked for a thousand times: that it costs little then, too.

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/generate/generate_json.h"
#include "wiretape/core/text/json/bounded_json.h"

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longest = 200 * 1024;
constexpr std::size_t most_values = 100'000;

/// Lists and objects with so many times as much in them; numbers and names differ. `left`: values that may be made.
Json blown_up(const Json& value, std::size_t times, std::size_t& left) {
  if (left == 0) return nullptr;
  --left;
  if (!value.is_structured()) return value;
  Json grown(value.type());
  for (std::size_t copy = 0; copy < times && left > 0; ++copy) {
    for (const auto& [name, item] : value.items()) {
      if (value.is_object()) {
        grown[copy == 0 ? name : name + std::to_string(copy)] = blown_up(item, times, left);
      } else {
        grown.push_back(item.is_number_integer() ? Json(item.get<std::int64_t>() % 1000 + std::int64_t(copy) * 1000)
                                                 : blown_up(item, times, left));
      }
    }
  }
  return grown;
}

/// The largest of these that is no longer than a schema may be.
std::string blown_up(std::string_view schema) {
  std::string largest(schema);
  const auto read = wiretape::text::parse_bounded_json<Json>(schema);
  if (!read) return largest;
  for (std::size_t times = 2; times <= 4096; times *= 2) {
    std::size_t left = most_values;
    const Json items = blown_up(*read, times, left);
    if (left == 0) break;
    const Json list{{"type", "array"}, {"minItems", 1000}, {"items", items}};
    std::string text = list.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > longest) break;
    largest = std::move(text);
  }
  return largest;
}

std::string made_for(std::string_view schema, std::uint64_t seed) {
  const auto began = std::clock();
  auto text = wiretape::provider::generate_json(schema, seed);
  constexpr std::clock_t most_seconds = 30;  // of this thread's work, where every step is watched
  if (std::clock() - began > most_seconds * CLOCKS_PER_SEC) __builtin_trap();
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const bool is_blown_up = input.starts_with(' ') && size < 1000;
  const std::string schema = is_blown_up ? blown_up(input) : std::string(input);
  const auto text = made_for(schema, size);
  constexpr std::size_t most_text = 24 * (1 << 16);  // a number is counted as one, and may be as long as that
  const bool is_sound = nlohmann::json::accept(text) && text.size() <= most_text;
  if (!is_sound || text != made_for(schema, size)) __builtin_trap();
  return 0;
}
