#include "wiretape/core/provider/generate/generate_json.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "wiretape/core/provider/generate/generate_number.h"
#include "wiretape/core/provider/generate/generate_text.h"
#include "wiretape/core/provider/generate/json_size.h"
#include "wiretape/core/provider/generate/member_names.h"
#include "wiretape/core/provider/generate/read_schema.h"
#include "wiretape/core/provider/generate/schema_children.h"
#include "wiretape/core/provider/generate/schema_shape.h"
#include "wiretape/core/provider/generate/schema_type.h"
#include "wiretape/core/text/json/write_json.h"

namespace wiretape::provider {
namespace {

constexpr std::size_t most_values = 1000;
constexpr std::size_t most_text = 1 << 16;
constexpr std::uint64_t most_looks = 2'000'000;  // up to a second or so
constexpr int deep = 6;                          // from here on as little as the schema allows
constexpr int deepest = 40;                      // a schema that asks for more never ends
constexpr int tries_for_another = 100;

/// Makes one value.
class Maker {
 public:
  explicit Maker(const SchemaJson& schema) : whole_(&schema) {}

  SchemaJson value(const Schemas& schemas, const Draw& draw, int depth) {
    if (is_spent()) return nullptr;
    --values_left_;
    const bool is_deep = depth >= deep;
    const SchemaShape shape = shape_of(schemas, *whole_, draw, is_deep, budget_);
    if (depth > deepest || budget_.is_spent()) return nullptr;
    const Schemas listed = listed_values(shape, budget_);
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
  [[nodiscard]] bool is_spent() const { return values_left_ == 0 || budget_.is_spent(); }

  /// A value that the schema itself has. It is copied as often as it is drawn, so its size counts.
  SchemaJson taken(const SchemaJson& value) {
    const std::size_t size = size_of(value);
    if (!budget_.take(size) || size > text_left_) return nullptr;
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
    const ElementSchemas elements(shape);
    for (std::uint64_t index = 0; index < count && !is_spent(); ++index) {
      const Schemas schemas = elements.of(index);
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
    auto& list = made.get_ref<SchemaJson::object_t&>();  // no name comes twice: none has to be looked for
    const MemberSchemas members(shape);
    for (const std::string& name : names_of_members(shape, members, draw, depth >= deep, budget_)) {
      if (name.size() > text_left_) break;
      text_left_ -= name.size();
      list.emplace_back(name, value(members.of(name), draw.at(name), depth + 1));
    }
    return made;
  }

  const SchemaJson* whole_;
  std::size_t values_left_ = most_values;
  std::size_t text_left_ = most_text;
  StepBudget budget_{most_looks};
};

}  // namespace

std::string generate_json(std::string_view schema, std::uint64_t seed) {
  const auto read = read_schema(schema);
  if (!read) return "{}";
  return text::write_json(Maker(*read).value({&*read}, Draw(seed), 0));
}

std::string generate_object(std::string_view schema, std::uint64_t seed) {
  const SchemaJson any_object{{"type", "object"}};
  const auto read = read_schema(schema);
  if (!read) return "{}";
  const SchemaJson made = Maker(*read).value({&*read, &any_object}, Draw(seed), 0);
  return made.is_object() ? text::write_json(made) : "{}";
}

std::string generate_sentence(std::uint64_t seed) {
  const Draw draw(seed);
  std::string text = draw_words(draw, 8 + draw.at("count").below(9));
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text + '.';
}

}  // namespace wiretape::provider
