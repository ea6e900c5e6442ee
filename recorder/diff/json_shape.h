#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wiretape::recorder::diff {

/// Types of JSON values, as bits: a place may have had several.
enum JsonType : std::uint8_t {
  json_null = 1,
  json_boolean = 2,
  json_number = 4,
  json_text = 8,
  json_list = 16,
  json_object = 32,
};

/// "a text", "a number or null".
[[nodiscard]] std::string type_names(std::uint8_t types);

/// The names that lead to a value; "[]" for any element of a list.
using JsonPath = std::vector<std::string>;

/// "choices[].delta.content"; "the whole" of the root.
[[nodiscard]] std::string path_text(const JsonPath& path);

/// What stood at a place in the texts of a shape.
struct PlaceShape {
  std::uint8_t types = 0;
  std::size_t first = 0;  ///< the first and the last text in which there was something there: no null, and no brackets
  std::size_t last = 0;
  bool has_value = false;
};

/// Which members JSON texts have, of which types. Values don't count.
class JsonShape {
 public:
  /// So many places are told apart; what is beyond them is left out.
  static constexpr std::size_t most_places = 4096;

  /// Adds a text, whose place among all texts is `index`. False where it is no JSON: nothing was added.
  bool add(std::string_view text, std::size_t index);

  [[nodiscard]] const std::map<JsonPath, PlaceShape>& places() const { return places_; }

 private:
  class Walk;

  std::map<JsonPath, PlaceShape> places_;
};

}  // namespace wiretape::recorder::diff
