#include "cli/log/model_of.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

#include "wiretape/core/provider/request_view.h"

// Most requests have their model among their first bytes:
//
//   {"model":"gpt-4o","messages":[ … ]}
//   ^ depth 1, behind a brace or a comma: a member of the root, and the only text "model" of the body
//
// A line is written for each request; to read the whole body for it takes as long as all else of the line.

namespace wiretape::cli {
namespace {

constexpr std::string_view name = R"("model")";
constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t near = 512;  // bytes: to look further byte by byte takes longer than to read the body

/// Whether the next member of the root may begin behind this.
bool ends_before_member(std::string_view beginning) {
  int depth = 0;
  bool is_in_text = false;
  char last = '\0';
  for (std::size_t at = 0; at < beginning.size(); ++at) {
    const char byte = beginning[at];
    if (is_in_text) {
      if (byte == '\\') ++at;
      is_in_text = byte != '"';
      continue;
    }
    if (blanks.find(byte) != blanks.npos) continue;
    is_in_text = byte == '"';
    if (byte == '{' || byte == '[') ++depth;
    if (byte == '}' || byte == ']') --depth;
    last = byte;
  }
  return depth == 1 && !is_in_text && (last == '{' || last == ',');
}

/// A member's value, where it is a text without escapes; `rest` is what follows its name.
std::optional<std::string_view> plain_text(std::string_view rest) {
  for (const char mark : {':', '"'}) {
    rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
    if (!rest.starts_with(mark)) return std::nullopt;
    rest.remove_prefix(1);
  }
  const auto end = rest.find_first_of("\"\\");
  if (end == rest.npos || rest[end] == '\\') return std::nullopt;
  return rest.substr(0, end);
}

/// The model of a body that has it among its first bytes; nullopt where only a reader of JSON can tell.
std::optional<std::string_view> early_model(std::string_view body) {
  const auto at = body.substr(0, near).find(name);
  if (at == body.npos || body.find(name, at + name.size()) != body.npos) return std::nullopt;
  return ends_before_member(body.substr(0, at)) ? plain_text(body.substr(at + name.size())) : std::nullopt;
}

}  // namespace

std::string model_of(const wire::HttpRequest& request) {
  if (const auto model = early_model(request.body)) return std::string(*model);
  const provider::RequestView view(request, "", "");
  const auto json = view.json();
  const auto model = json ? json->member("model") : std::nullopt;
  std::string buffer;
  return model && model->is_text() ? std::string(model->text(buffer)) : "";
}

}  // namespace wiretape::cli
