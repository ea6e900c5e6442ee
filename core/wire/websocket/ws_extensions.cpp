#include "wiretape/core/wire/websocket/ws_extensions.h"

#include "wiretape/core/wire/http/http_characters.h"

namespace wiretape::wire {
namespace {

// extension-list (RFC 6455 section 9.1), with white space wherever RFC 9110 allows it in lists:
//
//   extension *( "," extension )      extension = token *( ";" token [ "=" ( token / quoted-string ) ] )
//
// A cursor over it, whose functions take from the front what they say.
class ExtensionCursor {
 public:
  explicit ExtensionCursor(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] bool at_end() {
    rest_ = trim_white_space(rest_);
    return rest_.empty();
  }

  bool take(char byte) {
    if (at_end() || rest_.front() != byte) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Empty where none stands here.
  std::string_view take_token() {
    if (at_end()) return {};
    const std::string_view token = rest_.substr(0, token_bytes.find_outside(rest_));
    rest_.remove_prefix(token.size());
    return token;
  }

  // Without its quotes and backslashes; nullopt where it isn't ended, or what it says is no token.
  std::optional<std::string> take_quoted_rest() {
    std::string text;
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\') rest_.remove_prefix(1);
      if (rest_.empty()) return std::nullopt;
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    const bool is_token = !text.empty() && token_bytes.find_outside(text) == std::string_view::npos;
    return take('"') && is_token ? std::optional(text) : std::nullopt;
  }

 private:
  std::string_view rest_;
};

std::optional<std::string> take_parameter_value(ExtensionCursor& cursor) {
  if (cursor.take('"')) return cursor.take_quoted_rest();
  const std::string_view token = cursor.take_token();
  return token.empty() ? std::nullopt : std::optional(std::string(token));
}

std::optional<WsExtensionParameter> take_parameter(ExtensionCursor& cursor) {
  WsExtensionParameter parameter{std::string(cursor.take_token())};
  if (parameter.name.empty()) return std::nullopt;
  if (!cursor.take('=')) return parameter;
  parameter.value = take_parameter_value(cursor);
  return parameter.value ? std::optional(parameter) : std::nullopt;
}

std::optional<WsExtension> take_extension(ExtensionCursor& cursor) {
  WsExtension extension{std::string(cursor.take_token())};
  if (extension.name.empty()) return std::nullopt;
  while (cursor.take(';')) {
    auto parameter = take_parameter(cursor);
    if (!parameter) return std::nullopt;
    extension.parameters.push_back(*std::move(parameter));
  }
  return extension;
}

}  // namespace

std::optional<std::vector<WsExtension>> parse_ws_extensions(std::string_view value) {
  std::vector<WsExtension> extensions;
  ExtensionCursor cursor(value);
  while (!cursor.at_end()) {
    if (cursor.take(',')) continue;
    auto extension = take_extension(cursor);
    if (!extension) return std::nullopt;
    extensions.push_back(*std::move(extension));
    if (!cursor.at_end() && !cursor.take(',')) return std::nullopt;
  }
  return extensions;
}

std::string to_field_value(const WsExtension& extension) {
  std::string text = extension.name;
  for (const auto& [name, value] : extension.parameters) {
    text.append("; ").append(name);
    if (value) text.append("=").append(*value);
  }
  return text;
}

}  // namespace wiretape::wire
