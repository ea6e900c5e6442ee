#include "wiretape/core/provider/generate/generate_json.h"

#include <algorithm>
#include <utility>

#include "wiretape/core/provider/generate/generate_number.h"
#include "wiretape/core/provider/generate/generate_text.h"
#include "wiretape/core/provider/generate/schema_children.h"
#include "wiretape/core/provider/generate/schema_shape.h"
#include "wiretape/core/provider/generate/schema_type.h"
#include "wiretape/core/text/json/bounded_json.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

constexpr std::size_t longest_schema = 1 << 18;
constexpr std::size_t most_values = 1000;
constexpr std::size_t most_text = 1 << 16;
constexpr int deep = 6;      // from here on as little as the schema allows
constexpr int deepest = 40;  // a schema that asks for more never ends
constexpr int tries_for_another = 100;

/// About how many bytes a value takes. How deep it is nested is bounded.
std::size_t size_of(const SchemaJson& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size();
  std::size_t size = 1;
  if (!value.is_structured()) return size;
  for (const auto& item : value)
    size += size_of(item);
  return size;
}

/// Makes one value.
class Maker {
 public:
  explicit Maker(const SchemaJson& schema) : whole_(&schema) {}

  SchemaJson value(const Schemas& schemas, const Draw& draw, int depth) {
    if (values_left_ == 0 || depth > deepest) return nullptr;
    --values_left_;
    const bool is_deep = depth >= deep;
    const SchemaShape shape = shape_of(schemas, *whole_, draw, is_deep);
    const Schemas listed = listed_values(shape);
    if (!listed.empty()) return taken(*listed[draw.at("listed").below(listed.size())]);
    switch (type_of(shape, draw, is_deep)) {
      case SchemaType::null:
        return nullptr;
      case SchemaType::boolean:
        return draw.below(2) == 0;
      case SchemaType::integer:
        return generate_number(shape, true, draw);
      case SchemaType::number:
        return generate_number(shape, false, draw);
      case SchemaType::text:
        return text(shape, draw);
      case SchemaType::list:
        return list(shape, draw, depth);
      case SchemaType::object:
        break;
    }
    return object(shape, draw, depth);
  }

 private:
  /// A value that the schema itself has. It is copied as often as it is drawn, so its size counts.
  SchemaJson taken(const SchemaJson& value) {
    const std::size_t size = size_of(value);
    if (size > text_left_) return nullptr;
    text_left_ -= size;
    return value;
  }

  std::string text(const SchemaShape& shape, const Draw& draw) {
    std::string text = generate_text(shape, draw, text_left_);
    text_left_ -= text.size();
    return text;
  }

  SchemaJson list(const SchemaShape& shape, const Draw& draw, int depth) {
    SchemaJson made = SchemaJson::array();
    const bool are_unlike = says_true(shape, "uniqueItems");
    const std::uint64_t count = count_of_elements(shape, draw, depth >= deep);
    for (std::uint64_t index = 0; index < count && values_left_ > 0; ++index) {
      const Schemas schemas = schemas_of_element(shape, index);
      if (allow_nothing(schemas)) break;
      SchemaJson element = value(schemas, draw.at(index), depth + 1);
      for (int more = 1; are_unlike && more < tries_for_another && is_in(element, made); ++more)
        element = value(schemas, draw.at(index).at("another").at(static_cast<std::uint64_t>(more)), depth + 1);
      if (!are_unlike || !is_in(element, made)) made.push_back(std::move(element));
    }
    return made;
  }

  static bool is_in(const SchemaJson& element, const SchemaJson& list) {
    return std::ranges::find(list, element) != list.end();
  }

  SchemaJson object(const SchemaShape& shape, const Draw& draw, int depth) {
    SchemaJson made = SchemaJson::object();
    for (const std::string& name : names_of_members(shape, draw, depth >= deep))
      made[name] = value(schemas_of_member(shape, name), draw.at(name), depth + 1);
    return made;
  }

  const SchemaJson* whole_;
  std::size_t values_left_ = most_values;
  std::size_t text_left_ = most_text;
};

}  // namespace

std::string generate_json(std::string_view schema, std::uint64_t seed) {
  if (schema.size() > longest_schema) return "{}";
  const auto read = text::parse_bounded_json<SchemaJson>(schema);
  if (!read) return "{}";
  return text::write_json(Maker(*read).value({&*read}, Draw(seed), 0));
}

std::string generate_sentence(std::uint64_t seed) {
  const Draw draw(seed);
  std::string text = draw_words(draw, 8 + draw.at("count").below(9));
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text + '.';
}

}  // namespace wiretape::provider
