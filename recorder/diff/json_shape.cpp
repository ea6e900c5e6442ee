#include "wiretape/recorder/diff/json_shape.h"

#include <array>
#include <utility>

#include "wiretape/core/text/json/json_index.h"

namespace wiretape::recorder::diff {
namespace {

using text::JsonMember;
using text::JsonValue;

constexpr std::string_view any_element = "[]";

constexpr std::array<std::pair<JsonType, std::string_view>, 6> names{{{json_text, "a text"},
                                                                      {json_number, "a number"},
                                                                      {json_boolean, "true or false"},
                                                                      {json_list, "a list"},
                                                                      {json_object, "an object"},
                                                                      {json_null, "null"}}};

JsonType type_of(const JsonValue& value) {
  if (value.is_object()) return json_object;
  if (value.is_array()) return json_list;
  if (value.is_text()) return json_text;
  const auto first = value.written().front();
  if (first == 'n') return json_null;
  return first == 't' || first == 'f' ? json_boolean : json_number;
}

}  // namespace

std::string type_names(std::uint8_t types) {
  std::string text;
  for (const auto& [type, name] : names) {
    if ((types & type) != 0) text.append(text.empty() ? "" : " or ").append(name);
  }
  return text;
}

std::string path_text(const JsonPath& path) {
  std::string text;
  for (const auto& name : path) {
    if (name != any_element && !text.empty()) text += '.';
    text += name;
  }
  return text.empty() ? "the whole" : text;
}

/// Goes through one text; the index bounds the depth.
class JsonShape::Walk {
 public:
  Walk(std::map<JsonPath, PlaceShape>& places, std::size_t index) : places_(places), index_(index) {}

  void note(const JsonValue& value) {
    note_place(type_of(value));
    for (const JsonMember member : value.members()) {
      path_.emplace_back(member.name.text(buffer_));
      note(member.value);
      path_.pop_back();
    }
    path_.emplace_back(any_element);
    for (const JsonValue element : value.elements())
      note(element);
    path_.pop_back();
  }

 private:
  void note_place(JsonType type) {
    auto place = places_.find(path_);
    if (place == places_.end()) {
      if (places_.size() >= most_places) return;
      place = places_.emplace(path_, PlaceShape{}).first;
    }
    auto& shape = place->second;
    shape.types = static_cast<std::uint8_t>(shape.types | type);
    if ((type & (json_null | json_list | json_object)) != 0) return;
    if (!std::exchange(shape.has_value, true)) shape.first = index_;
    shape.last = index_;
  }

  std::map<JsonPath, PlaceShape>& places_;
  std::size_t index_;
  JsonPath path_;
  std::string buffer_;
};

bool JsonShape::add(std::string_view text, std::size_t index) {
  text::JsonIndex json;
  if (!json.read(text)) return false;
  Walk(places_, index).note(json.root());
  return true;
}

}  // namespace wiretape::recorder::diff
