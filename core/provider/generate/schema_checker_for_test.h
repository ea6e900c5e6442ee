#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <regex>
#include <string>

#include <nlohmann/json.hpp>

#include "wiretape/core/text/percent_encoding.h"

// For tests: whether a value is valid under a JSON Schema, as the specification says it, written without a look at what
// makes values up.

namespace wiretape::provider {

class SchemaChecker {
 public:
  explicit SchemaChecker(nlohmann::json schema) : whole_(std::move(schema)) {}

  /// Why the value is not valid; empty where it is.
  [[nodiscard]] std::string mistake(const nlohmann::json& value) const { return check(value, whole_, ""); }

 private:
  using Json = nlohmann::json;

  static std::string broken(const std::string& at, const std::string& keyword, const Json& value) {
    return (at.empty() ? "/" : at) + " breaks " + keyword + ": " + value.dump();
  }

  [[nodiscard]] bool is_valid(const Json& value, const Json& schema) const { return check(value, schema, "").empty(); }

  [[nodiscard]] std::string check(const Json& value, const Json& schema, const std::string& at) const {
    if (schema.is_boolean()) return schema.get<bool>() ? "" : broken(at, "false", value);
    for (const auto& keyword : schema.items()) {
      const auto found = check_keyword(keyword.key(), keyword.value(), value, schema, at);
      if (!found.empty()) return found;
    }
    return "";
  }

  [[nodiscard]] std::string check_keyword(const std::string& name, const Json& says, const Json& value,
                                          const Json& schema, const std::string& at) const {
    if (name == "$ref") return check(value, referred(says.get<std::string>().substr(1)), at);
    if (name == "allOf" || name == "anyOf" || name == "oneOf") return check_several(name, says, value, at);
    if (!holds_anywhere(name, says, value, schema)) return broken(at, name, value);
    if (value.is_number() && !holds_for_number(name, says, value.get<double>())) return broken(at, name, value);
    if (value.is_string() && !holds_for_text(name, says, value.get<std::string>())) return broken(at, name, value);
    if (value.is_array()) return check_list(name, says, value, schema, at);
    return value.is_object() ? check_object(name, says, value, schema, at) : "";
  }

  [[nodiscard]] const Json& referred(const std::string& fragment) const {
    return whole_.at(Json::json_pointer(text::percent_decoded(fragment).value_or(fragment)));
  }

  [[nodiscard]] std::string check_several(const std::string& name, const Json& says, const Json& value,
                                          const std::string& at) const {
    const auto valid = std::ranges::count_if(says, [&](const Json& each) { return is_valid(value, each); });
    const bool holds = name == "allOf"   ? static_cast<std::size_t>(valid) == says.size()
                       : name == "oneOf" ? valid == 1
                                         : valid > 0;
    return holds ? "" : broken(at, name, value);
  }

  static bool is_of(const Json& value, const std::string& type) {
    if (type == "integer") return value.is_number() && std::floor(value.get<double>()) == value.get<double>();
    return (type == "null" && value.is_null()) || (type == "boolean" && value.is_boolean()) ||
           (type == "number" && value.is_number()) || (type == "string" && value.is_string()) ||
           (type == "array" && value.is_array()) || (type == "object" && value.is_object());
  }

  static bool holds_anywhere(const std::string& name, const Json& says, const Json& value, const Json& schema) {
    if (name == "const") return value == says;
    if (name == "enum") return std::ranges::find(says, value) != says.end();
    if (name != "type" || (value.is_null() && schema.value("nullable", false))) return true;
    if (says.is_string()) return is_of(value, says);
    return std::ranges::any_of(says, [&](const Json& type) { return is_of(value, type); });
  }

  static bool holds_for_number(const std::string& name, const Json& says, double number) {
    if (name == "minimum") return number >= says.get<double>();
    if (name == "maximum") return number <= says.get<double>();
    if (name == "exclusiveMinimum") return number > says.get<double>();
    if (name == "exclusiveMaximum") return number < says.get<double>();
    if (name != "multipleOf") return true;
    const double times = number / says.get<double>();
    return std::abs(times - std::round(times)) < 1e-6;
  }

  static bool holds_for_text(const std::string& name, const Json& says, const std::string& text) {
    const auto length = std::ranges::count_if(text, [](char byte) { return (byte & 0xC0) != 0x80; });
    if (name == "minLength") return length >= says.get<std::ptrdiff_t>();
    if (name == "maxLength") return length <= says.get<std::ptrdiff_t>();
    if (name == "format") return std::regex_match(text, std::regex(pattern_of(says)));
    return true;
  }

  static std::string pattern_of(const std::string& format) {
    const std::string date = R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))";
    const std::string time = R"(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d))";
    if (format == "date") return date;
    if (format == "time") return time;
    if (format == "date-time") return date + "T" + time;
    if (format == "duration") return R"(PT\d+M)";
    if (format == "email") return R"([a-z]+@[a-z]+(\.[a-z]+)+)";
    if (format == "hostname") return R"([a-z]+(\.[a-z]+)+)";
    if (format == "ipv4") return R"((\d{1,3}\.){3}\d{1,3})";
    if (format == "ipv6") return R"([0-9a-f:]+)";
    if (format == "uri" || format == "url") return R"([a-z]+://[a-z.]+(/[a-z]*)*)";
    if (format == "uuid") return R"([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})";
    return R"([^]*)";
  }

  [[nodiscard]] std::string check_list(const std::string& name, const Json& says, const Json& value, const Json& schema,
                                       const std::string& at) const {
    if (name == "minItems" && value.size() < says.get<std::size_t>()) return broken(at, name, value);
    if (name == "maxItems" && value.size() > says.get<std::size_t>()) return broken(at, name, value);
    if (name == "uniqueItems" && says.get<bool>() && has_twins(value)) return broken(at, name, value);
    const std::size_t prefix = schema.contains("prefixItems") ? schema["prefixItems"].size() : 0;
    for (std::size_t index = 0; index < value.size(); ++index) {
      const bool is_first = index < prefix;
      if (name != (is_first ? "prefixItems" : "items")) continue;
      const auto found = check(value[index], is_first ? says[index] : says, at + "/" + std::to_string(index));
      if (!found.empty()) return found;
    }
    return "";
  }

  static bool has_twins(const Json& list) {
    return std::ranges::any_of(list, [&](const Json& each) { return std::ranges::count(list, each) > 1; });
  }

  [[nodiscard]] std::string check_object(const std::string& name, const Json& says, const Json& value,
                                         const Json& schema, const std::string& at) const {
    if (name == "minProperties" && value.size() < says.get<std::size_t>()) return broken(at, name, value);
    if (name == "maxProperties" && value.size() > says.get<std::size_t>()) return broken(at, name, value);
    if (name == "required") {
      for (const auto& each : says) {
        if (!value.contains(each.get<std::string>())) return broken(at, "required " + each.dump(), value);
      }
    }
    for (const auto& member : value.items()) {
      const bool is_known = schema.contains("properties") && schema["properties"].contains(member.key());
      if (name != (is_known ? "properties" : "additionalProperties")) continue;
      const auto found = check(member.value(), is_known ? says[member.key()] : says, at + "/" + member.key());
      if (!found.empty()) return found;
    }
    return "";
  }

  Json whole_;
};

}  // namespace wiretape::provider
