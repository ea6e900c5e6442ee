#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "wiretape/core/provider/random_reply_for_test.h"

// For tests: schemas that some value is valid under, drawn from a seed.

namespace wiretape::provider {

class RandomSchema {
 public:
  explicit RandomSchema(std::uint64_t seed) : parts_(seed) {}

  nlohmann::json whole() {
    nlohmann::json schema = any(4);
    schema["$defs"] = {{"leaf", any(0)}, {"a/b", any(1)}, {"list", list_of_itself()}};
    return schema;
  }

 private:
  using Json = nlohmann::json;

  Json any(int depth) {
    switch (parts_.pick(depth > 0 ? 12 : 6)) {
      case 0:
        return {{"type", parts_.one_in(2) ? "boolean" : "null"}};
      case 1:
        return {{"enum", {"a", 1, nullptr, {{"b", {1, 2}}}}}};
      case 2:
        return number(true);
      case 3:
        return number(false);
      case 4:
      case 5:
        return text();
      case 6:
        return {{"$ref", parts_.one_in(3) ? "#/$defs/leaf" : parts_.one_in(2) ? "#/$defs/a~1b" : "#/$defs/list"}};
      case 7:
        return {{parts_.one_in(2) ? "anyOf" : "allOf", Json::array({any(depth - 1)})}};
      case 8:
        return {{"oneOf", {{{"type", "integer"}, {"minimum", 3}}, {{"type", "object"}}, {{"type", "string"}}}}};
      case 9:
        return list(depth - 1);
      default:
        return object(depth - 1);
    }
  }

  Json number(bool is_whole) {
    Json schema{{"type", is_whole ? "integer" : "number"}};
    const int least = static_cast<int>(parts_.pick(400)) - 200;
    if (parts_.one_in(2)) schema[parts_.one_in(2) ? "minimum" : "exclusiveMinimum"] = least;
    if (parts_.one_in(2)) schema[parts_.one_in(2) ? "maximum" : "exclusiveMaximum"] = least + 30;
    if (parts_.one_in(3)) schema["multipleOf"] = is_whole ? 7.0 : 0.25;
    if (parts_.one_in(4)) schema["nullable"] = true;
    return schema;
  }

  Json text() {
    static const char* const formats[] = {"date-time", "date", "time", "duration", "email", "hostname",
                                          "ipv4",      "ipv6", "uri",  "uuid",     "odd"};
    Json schema{{"type", "string"}};
    if (parts_.one_in(3)) return {{"type", {"string", "null"}}, {"format", formats[parts_.pick(11)]}};
    const auto least = parts_.pick(40);
    if (parts_.one_in(2)) schema["minLength"] = least;
    if (parts_.one_in(2)) schema["maxLength"] = least + parts_.pick(3);
    return schema;
  }

  Json list(int depth) {
    Json schema{{"type", "array"}, {"items", any(depth)}};
    const auto least = parts_.pick(4);
    if (parts_.one_in(2)) schema["minItems"] = least;
    if (parts_.one_in(2)) schema["maxItems"] = least + parts_.pick(3);
    if (parts_.one_in(4)) schema["prefixItems"] = Json::array({any(depth)});
    if (!parts_.one_in(4)) return schema;
    return {{"type", "array"},
            {"items", {{"type", "integer"}, {"maximum", 9}, {"minimum", 0}}},
            {"minItems", 5},
            {"uniqueItems", true}};
  }

  Json object(int depth) {
    Json schema{{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
    for (auto count = parts_.pick(5); count > 0; --count) {
      const auto name = parts_.text();
      if (Json(name).dump(-1, ' ', false, Json::error_handler_t::replace).find("\xEF\xBF\xBD") == std::string::npos) {
        schema["properties"][name] = any(depth);
        if (parts_.one_in(2)) schema["required"].push_back(name);
      }
    }
    if (parts_.one_in(3)) schema["additionalProperties"] = false;
    if (!parts_.one_in(4)) return schema;
    return {{"type", "object"}, {"additionalProperties", any(depth)}, {"minProperties", parts_.pick(4)}};
  }

  /// A linked list, whose end is null.
  static Json list_of_itself() {
    return Json::parse(R"({"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/list"},{"type":"null"}]}},
                           "required":["next"]})");
  }

  RandomParts parts_;
};

}  // namespace wiretape::provider
