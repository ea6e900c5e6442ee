#include "wiretape/core/tape/template/text_template.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "wiretape/core/tape/may_be_template.h"
#include "wiretape/core/text/json/json_text.h"
#include "wiretape/core/text/json/write_json.h"

// text        = *( literal / "{{{{" / placeholder )
// placeholder = "{{" *blank what *blank "}}"
// what        = "id" / "now" / "generated" / "path." name / "request.json." pointer

namespace wiretape::tape {
namespace {

using Json = nlohmann::json;

constexpr std::string_view opening = "{{";
constexpr std::string_view escaped_opening = "{{{{";
constexpr std::string_view closing = "}}";
constexpr std::string_view path_prefix = "path.";
constexpr std::string_view json_prefix = "request.json.";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

/// RFC 6901: "" or "/"-led, and "~" only before 0 or 1.
bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (auto tilde = text.find('~'); tilde != text.npos; tilde = text.find('~', tilde + 1)) {
    if (tilde + 1 == text.size() || (text[tilde + 1] != '0' && text[tilde + 1] != '1')) return false;
  }
  return true;
}

std::optional<Placeholder> read_placeholder(std::string_view what) {
  using Kind = Placeholder::Kind;
  if (what == "id") return Placeholder{Kind::id, {}};
  if (what == "now") return Placeholder{Kind::now, {}};
  if (what == "generated") return Placeholder{Kind::generated, {}};
  if (what.starts_with(path_prefix)) return Placeholder{Kind::path, std::string(what.substr(path_prefix.size()))};
  if (!what.starts_with(json_prefix)) return std::nullopt;
  const auto pointer = what.substr(json_prefix.size());
  if (!is_json_pointer(pointer)) return std::nullopt;
  return Placeholder{Kind::request_json, std::string(pointer)};
}

std::string to_text(const Placeholder& placeholder) {
  switch (placeholder.kind) {
    case Placeholder::Kind::id:
      return "{{id}}";
    case Placeholder::Kind::now:
      return "{{now}}";
    case Placeholder::Kind::generated:
      return std::string(generated_text);
    case Placeholder::Kind::path:
      return fmt::format("{{{{path.{}}}}}", placeholder.argument);
    case Placeholder::Kind::request_json:
      break;
  }
  return fmt::format("{{{{request.json.{}}}}}", placeholder.argument);
}

std::optional<std::string> path_value(std::string_view name, const TemplateValues& values) {
  const auto capture = std::ranges::find_if(values.path, [&](const auto& named) { return named.first == name; });
  return capture == values.path.end() ? std::nullopt : std::optional(capture->second);
}

std::optional<std::string> json_value(const std::string& pointer, const TemplateValues& values) {
  const auto* json = values.request.json_tree();
  const Json::json_pointer place(pointer);
  if (json == nullptr || !json->contains(place)) return std::nullopt;
  const auto& value = (*json)[place];
  return value.is_string() ? value.get<std::string>() : text::write_json(value);
}

std::optional<std::string> value_of(const Placeholder& placeholder, const TemplateValues& values) {
  switch (placeholder.kind) {
    case Placeholder::Kind::id:
      return values.id;
    case Placeholder::Kind::now:
      return std::to_string(values.now);
    case Placeholder::Kind::generated:
      return std::nullopt;  // it is the whole of a text, or the loader has refused it
    case Placeholder::Kind::path:
      return path_value(placeholder.argument, values);
    case Placeholder::Kind::request_json:
      break;
  }
  return json_value(placeholder.argument, values);
}

/// The text as it stands between the quotes of a JSON string.
std::string within_json_string(std::string_view text) {
  std::string quoted;
  text::append_json_string(quoted, text);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

bool is_generated(std::string_view text) {
  if (!text.starts_with(opening) || !text.ends_with(closing)) return false;
  const auto parsed = parse_template(text);
  const auto* parts = std::get_if<TextTemplate>(&parsed);
  if (parts == nullptr || parts->size() != 1) return false;
  const auto* placeholder = std::get_if<Placeholder>(&parts->front());
  return placeholder != nullptr && placeholder->kind == Placeholder::Kind::generated;
}

std::variant<TextTemplate, text::InputError> parse_template(std::string_view text) {
  TextTemplate parts;
  std::string literal;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = std::min(text.find(opening, at), text.size());
    literal += text.substr(at, open - at);
    at = open;
    if (text.substr(open).starts_with(escaped_opening)) {
      literal += opening;
      at = open + escaped_opening.size();
    } else if (open < text.size()) {
      const auto close = text.find(closing, open);
      const auto what = trimmed(text.substr(open + opening.size(), close == text.npos ? 0 : close - open - 2));
      auto placeholder = close == text.npos ? std::nullopt : read_placeholder(what);
      if (!placeholder) {
        return text::InputError{open,
                                close == text.npos ? "'{{' without '}}'" : fmt::format("the placeholder '{}'", what),
                                "{{id}}, {{now}}, {{generated}}, {{path.NAME}} or {{request.json./POINTER}}",
                                "write {{{{ where the answer shall say {{"};
      }
      if (!literal.empty()) parts.emplace_back(std::exchange(literal, {}));
      parts.emplace_back(std::move(*placeholder));
      at = close + closing.size();
    }
  }
  if (!literal.empty()) parts.emplace_back(std::move(literal));
  return parts;
}

std::variant<std::string, MissingValue> fill_template(std::string_view text, const TemplateValues& values) {
  if (!may_be_template(text)) return std::string(text);
  const auto parsed = parse_template(text);
  const auto* parts = std::get_if<TextTemplate>(&parsed);
  if (parts == nullptr) return std::string(text);  // bytes that only look like one: the loader has seen all text
  const bool is_json = Json::accept(text);
  std::string filled;
  for (const auto& part : *parts) {
    if (const auto* literal = std::get_if<std::string>(&part)) {
      filled += *literal;
      continue;
    }
    const auto& placeholder = std::get<Placeholder>(part);
    const auto value = value_of(placeholder, values);
    if (!value) return MissingValue{to_text(placeholder)};
    filled += is_json ? within_json_string(*value) : *value;
  }
  return filled;
}

}  // namespace wiretape::tape
